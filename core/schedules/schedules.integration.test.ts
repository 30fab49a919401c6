import { beforeEach, describe, expect, it } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import type { ScheduleTriggerSettings } from '#core/graph/nodes/schedule-trigger.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { claimRun } from '#core/runs/claim-run.ts';
import { createTestPipeline, type TestPipeline } from '#core/runs/create-test-pipeline.ts';
import { finishRun } from '#core/runs/finish-run.ts';
import { pauseSchedule, resumeSchedule } from './pause-schedule.ts';
import { runDueSchedules } from './run-due-schedules.ts';
import { syncTriggers } from './sync-triggers.ts';

provideTestDatabase();

const at = (time: string) => new Date(`2026-11-24T${time}Z`);
const hourly: ScheduleTriggerSettings = { cron: '0 * * * *', timeZone: 'UTC', overlap: 'skip', missed: 'run_once' };

function graphWith(settings: Partial<ScheduleTriggerSettings>, more: Graph['nodes'] = []): Graph {
  const position = { x: 0, y: 0 };
  const node = { id: 'clock', kind: 'schedule-trigger', name: 'Clock', position, disabled: false } as const;
  return { ...emptyGraph, nodes: [{ ...node, settings: { ...hourly, ...settings } }, ...more] };
}

let pipeline: TestPipeline;
const publish = (graph: Graph, now: Date) =>
  getDatabase().$transaction((transaction) =>
    syncTriggers(transaction, { id: pipeline.pipelineId, workspaceId: pipeline.workspaceId }, graph, now),
  );
const readSchedule = () => getDatabase().schedule.findFirstOrThrow({ where: { pipelineId: pipeline.pipelineId } });
const readRuns = () =>
  getDatabase().run.findMany({ where: { pipelineId: pipeline.pipelineId }, orderBy: [{ createdAt: 'asc' }] });

async function readLedger(): Promise<string[]> {
  const rows = await getDatabase().expectedRun.findMany({
    where: { schedule: { pipelineId: pipeline.pipelineId } },
    orderBy: { dueAt: 'asc' },
  });
  return rows.map(({ dueAt, outcome }) => `${dueAt.toISOString().slice(11, 16)} ${outcome}`);
}

beforeEach(async () => {
  await getDatabase().schedule.deleteMany();
  pipeline = await createTestPipeline();
});

describe('publishing', () => {
  it('keeps what is due, the pause and the ledger of an unchanged rule', async () => {
    await publish(graphWith({}), at('07:30:00'));
    const { id: scheduleId } = await readSchedule();
    await runDueSchedules(at('08:00:01'));
    await pauseSchedule({ ...pipeline, scheduleId }, at('08:10:00'));
    await publish(graphWith({ overlap: 'queue' }), at('09:20:00'));
    const expected = { id: scheduleId, overlapPolicy: 'queue', nextDueAt: at('09:00:00'), pausedAt: at('08:10:00') };
    expect(await readSchedule()).toMatchObject(expected);
    expect(await readLedger()).toEqual(['08:00 started']);
  });

  it('computes anew what is due under another rule, and removes the schedule with its node', async () => {
    await publish(graphWith({}), at('07:30:00'));
    await publish(graphWith({ cron: '15 * * * *' }), at('07:40:00'));
    expect(await readSchedule()).toMatchObject({ nextDueAt: at('08:15:00') });
    await publish(emptyGraph, at('07:50:00'));
    expect(await getDatabase().schedule.count({ where: { pipelineId: pipeline.pipelineId } })).toBe(0);
  });

  it('closes the hook of a removed node and opens the same address again', async () => {
    const position = { x: 0, y: 0 };
    const settings = { rowsPath: '', fields: [] };
    const node = { id: 'in', kind: 'webhook-trigger', name: 'In', position, disabled: false, settings } as const;
    const graph: Graph = { ...emptyGraph, nodes: [node] };
    const read = () => getDatabase().hook.findFirstOrThrow({ where: { pipelineId: pipeline.pipelineId } });
    await publish(graph, at('07:00:00'));
    const { id } = await read();
    await publish(emptyGraph, at('07:01:00'));
    expect(await read()).toMatchObject({ id, enabled: false });
    await publish(graph, at('07:02:00'));
    expect(await read()).toMatchObject({ id, enabled: true });
  });
});

describe('what is due', () => {
  it('starts one run, with the ledger and what is due next, however many schedulers look', async () => {
    await publish(graphWith({}), at('07:30:00'));
    expect(await runDueSchedules(at('07:59:59'))).toBe(0);
    const counts = await Promise.all([1, 2, 3].map(() => runDueSchedules(at('08:00:00'))));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    const [run, ...others] = await readRuns();
    expect(others).toEqual([]);
    expect(run).toMatchObject({ trigger: 'schedule', triggerNodeId: 'clock', versionId: pipeline.versionId });
    expect(await readLedger()).toEqual(['08:00 started']);
    expect(await readSchedule()).toMatchObject({ nextDueAt: at('09:00:00') });
  });

  it.each([
    ['run_once', '10:30:00', ['08:00 missed', '09:00 missed', '10:00 started'], 1],
    ['skip', '10:30:00', ['08:00 missed', '09:00 missed', '10:00 missed'], 0],
    ['skip', '10:04:00', ['08:00 missed', '09:00 missed', '10:00 started'], 1],
  ] as const)('after downtime, with %s at %s', async (missed, now, ledger, runs) => {
    await publish(graphWith({ missed }), at('07:30:00'));
    await runDueSchedules(at(now));
    expect(await readLedger()).toEqual(ledger);
    expect(await readRuns()).toHaveLength(runs);
    expect(await readSchedule()).toMatchObject({ nextDueAt: at('11:00:00') });
  });

  it('works through a long downtime in bounded ticks and still runs once', async () => {
    await publish(graphWith({ cron: '* * * * *' }), at('00:00:00'));
    while ((await runDueSchedules(at('12:00:30'))) > 0);
    expect(await readRuns()).toHaveLength(1);
    const ledger = await readLedger();
    expect(ledger).toHaveLength(720);
    expect(ledger.at(-1)).toBe('12:00 started');
  });

  it('records what came due during a pause, and runs again after it', async () => {
    await publish(graphWith({}), at('07:30:00'));
    const { id: scheduleId } = await readSchedule();
    await pauseSchedule({ ...pipeline, scheduleId }, at('07:40:00'));
    await runDueSchedules(at('08:00:10'));
    await resumeSchedule({ ...pipeline, scheduleId });
    await runDueSchedules(at('09:00:10'));
    expect(await readLedger()).toEqual(['08:00 skipped_paused', '09:00 started']);
  });

  it('does not start an archived pipeline', async () => {
    await publish(graphWith({}), at('07:30:00'));
    const { pipelineId: id } = pipeline;
    await getDatabase().pipeline.update({ where: { id }, data: { archivedAt: at('07:45:00') } });
    await runDueSchedules(at('08:00:10'));
    expect(await readRuns()).toEqual([]);
    expect(await readSchedule()).toMatchObject({ nextDueAt: null });
  });
});

describe('while a run is still going', () => {
  it.each([
    ['skip', ['08:00 started', '09:00 skipped_overlap'], [false]],
    ['queue', ['08:00 started', '09:00 started'], [false, true]],
    ['allow', ['08:00 started', '09:00 started'], [false, false]],
  ] as const)('%s', async (overlap, ledger, waiting) => {
    await publish(graphWith({ overlap }), at('07:30:00'));
    await runDueSchedules(at('08:00:10'));
    await runDueSchedules(at('09:00:10'));
    expect(await readLedger()).toEqual(ledger);
    expect((await readRuns()).map((run) => run.waiting)).toEqual(waiting);
  });

  it('starts the queued occurrence when the run before it has ended', async () => {
    await publish(graphWith({ overlap: 'queue' }), at('07:30:00'));
    await runDueSchedules(at('08:00:10'));
    await runDueSchedules(at('09:00:10'));
    const [first, second] = (await readRuns()).map((run) => run.id) as [string, string];
    expect(await claimRun(second, 'worker')).toBeNull();
    expect(await claimRun(first, 'worker')).toEqual({ epoch: 1 });
    await finishRun(first, 1, { status: 'succeeded' });
    expect(await claimRun(second, 'worker')).toEqual({ epoch: 1 });
  });
});
