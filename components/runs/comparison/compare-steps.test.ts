import { describe, expect, it } from 'vitest';
import type { RunDetail } from '#core/contracts/runs.ts';
import { compareSteps, shareOfChange } from './compare-steps.ts';

const step = (nodeId: string, more: object = {}) => ({
  ...{ nodeId, status: 'succeeded', rowsIn: 10, rowsOut: 10, rowsFiltered: 0, rowsRejected: 0, rowsLoaded: 0 },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:02.000Z' },
  ...more,
});
const run = (...steps: object[]) =>
  ({ steps, graph: { nodes: [{ id: 'a', name: 'Contacts' }] } }) as unknown as RunDetail;

describe('comparing two runs', () => {
  it('marks what differs, and not that one took longer', () => {
    const [same] = compareSteps(run(step('a', { finishedAt: '2026-01-01T00:00:09.000Z' })), run(step('a')), {});
    expect(same).toMatchObject({
      name: 'Contacts',
      differs: false,
      now: { durationMs: 9000 },
      before: { durationMs: 2000 },
    });
    for (const change of [{ rowsOut: 9 }, { rowsRejected: 1 }, { status: 'failed' }])
      expect(compareSteps(run(step('a', change)), run(step('a')), {})[0]?.differs).toBe(true);
  });

  it('marks columns that differ, and steps that are new or gone', () => {
    const columns = { a: { added: [], removed: [{ name: 'email', type: 'text' as const }], retyped: [] } };
    const steps = compareSteps(run(step('a'), step('new')), run(step('a'), step('old')), columns);
    expect(steps.map(({ nodeId, differs, now, before }) => [nodeId, differs, now === null, before === null])).toEqual([
      ['a', true, false, false],
      ['new', true, false, true],
      ['old', true, true, false],
    ]);
  });

  it('tells what a target loaded rather than what came out', () => {
    expect(compareSteps(run(step('a', { rowsOut: 0, rowsLoaded: 7 })), run(step('a')), {})[0]?.now?.out).toBe(7);
  });

  it('says nothing of a share of nothing', () => {
    expect([shareOfChange(5, 10), shareOfChange(5, 0), shareOfChange(5, 5)]).toEqual([-0.5, null, null]);
  });
});
