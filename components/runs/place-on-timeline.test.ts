import { describe, expect, it } from 'vitest';
import type { RunDetail } from '#core/contracts/runs.ts';
import { placeOnTimeline } from './place-on-timeline.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const read = { startedAt: at(0), finishedAt: at(2) };
const load = { startedAt: at(4), finishedAt: null };
const waiting = { startedAt: null, finishedAt: null };
const run = { startedAt: at(0), finishedAt: at(8), steps: [read, load, waiting] } satisfies Pick<
  RunDetail,
  'startedAt' | 'finishedAt'
> & { steps: unknown };

describe('placeOnTimeline', () => {
  it.each([
    ['a finished step', read, { start: 0, share: 0.25 }],
    ['a step that goes on', load, { start: 0.5, share: 0.5 }],
    ['a step that has not started', waiting, null],
  ])('places %s', (_, step, place) => {
    expect(placeOnTimeline(run, step, 0)).toEqual(place);
  });

  it('stretches to now while the run goes on', () => {
    const live = { ...run, finishedAt: null };
    expect(placeOnTimeline(live, load, Date.parse(at(16)))).toEqual({ start: 0.25, share: 0.75 });
  });
});
