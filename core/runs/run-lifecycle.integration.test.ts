import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyGraph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { subscribe } from '#core/platform/notify.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createQueue, type JobQueue } from '#core/platform/queue.ts';
import { cancelRun } from './cancel-run.ts';
import { claimRun, renewLease } from './claim-run.ts';
import { createRun } from './create-run.ts';
import { createTestPipeline, type TestPipeline } from './create-test-pipeline.ts';
import { runJobId } from './enqueue-run.ts';
import { executeRunJob } from './execute-run.job.ts';
import { finishRun, releaseRun } from './finish-run.ts';
import { reconcileRuns } from './reconcile-runs.ts';
import { relayOutbox } from './relay-outbox.ts';
import { saveStep } from './save-step.ts';

provideTestDatabase();

let pipeline: TestPipeline;
let queue: JobQueue<{ runId: string }>;
beforeAll(async () => {
  pipeline = await createTestPipeline();
  queue = createQueue(executeRunJob);
});
afterAll(() => queue.close());

const create = (more: Partial<Parameters<typeof createRun>[0]> = {}) =>
  createRun({ ...pipeline, graph: emptyGraph, trigger: 'manual', ...more });
const read = (id: string) => getDatabase().run.findUniqueOrThrow({ where: { id } });
const relay = () => relayOutbox(executeRunJob.queue, queue);
const expireLease = (id: string) =>
  getDatabase().$executeRaw`UPDATE runs SET lease_until = now() - interval '1 second' WHERE id = ${id}`;
const leaseLost = expect.objectContaining({ code: 'run_lease_lost' });

async function claim(runId: string, worker = 'worker'): Promise<number> {
  const claimed = await claimRun(runId, worker);
  if (claimed === null) throw new Error('Not claimable');
  return claimed.epoch;
}

describe('creating and relaying', () => {
  it('leaves neither run nor message when the transaction fails', async () => {
    const before = await getDatabase().outboxMessage.count();
    const failing = getDatabase().$transaction(async (transaction) => {
      await create({ transaction });
      throw new Error('later failure');
    });
    await expect(failing).rejects.toThrow('later failure');
    expect(await getDatabase().outboxMessage.count()).toBe(before);
    expect(await getDatabase().run.count({ where: pipeline })).toBe(0);
  });

  it('relays every message once, from several processes at once', async () => {
    await relay();
    const ids = await Promise.all(Array.from({ length: 12 }, () => create()));
    const relayed = await Promise.all([relay(), relay(), relay()]);
    expect(relayed.reduce((sum, count) => sum + count)).toBe(12);
    for (const id of ids) expect(await queue.has(runJobId(id, 0))).toBe(true);
    expect(await relay()).toBe(0);
    await Promise.all(ids.map((runId) => cancelRun({ ...pipeline, runId })));
  });

  it('tells other processes that a run appeared, and that something waits to be relayed', async () => {
    const told = Promise.withResolvers<string>();
    const stop = await subscribe('run', told.resolve);
    const id = await create();
    expect(await told.promise).toBe(id);
    stop();
    await cancelRun({ ...pipeline, runId: id });
  });
});

describe('claiming', () => {
  it('lets exactly one of many workers have a run', async () => {
    const id = await create();
    const claims = await Promise.all(Array.from({ length: 8 }, (_, worker) => claimRun(id, `worker-${worker}`)));
    expect(claims.filter((claimed) => claimed !== null)).toEqual([{ epoch: 1 }]);
    await finishRun(id, 1, { status: 'succeeded', rowsRead: 3, rowsLoaded: 2, rowsRejected: 1 });
    expect(await read(id)).toMatchObject({ status: 'succeeded', rowsRead: 3n, rowsLoaded: 2n, rowsRejected: 1n });
    expect(await claimRun(id, 'late')).toBeNull();
  });

  it('refuses every write of a worker whose lease ran out and was taken over', async () => {
    const id = await create();
    const old = await claim(id, 'old');
    await saveStep(id, old, { nodeId: 'a', position: 0, status: 'running', rowsIn: 5 });
    await expireLease(id);
    await reconcileRuns(queue);
    expect(await read(id)).toMatchObject({ status: 'queued', crashes: 1 });
    await expect(renewLease(id, old)).rejects.toEqual(leaseLost);
    await relay();
    expect(await queue.has(runJobId(id, old))).toBe(true);

    const current = await claim(id, 'new');
    const step = { nodeId: 'a', position: 0, status: 'succeeded' } as const;
    await expect(saveStep(id, old, step)).rejects.toEqual(leaseLost);
    await expect(finishRun(id, old, { status: 'failed' })).rejects.toEqual(leaseLost);
    await expect(releaseRun(id, old)).rejects.toEqual(leaseLost);
    await saveStep(id, current, { ...step, rowsOut: 4 });
    await finishRun(id, current, { status: 'succeeded' });
    const steps = await getDatabase().runStep.findMany({ where: { runId: id } });
    expect(steps).toMatchObject([{ status: 'succeeded', rowsIn: 5n, rowsOut: 4n }]);
  });

  it('gives a run back without counting a crash when its worker stops', async () => {
    const id = await create();
    const epoch = await claim(id);
    await releaseRun(id, epoch);
    expect(await read(id)).toMatchObject({ status: 'queued', crashes: 0 });
    await relay();
    expect(await queue.has(runJobId(id, epoch))).toBe(true);
    await cancelRun({ ...pipeline, runId: id });
  });
});

describe('reconciling', () => {
  it('gives up on a run that keeps killing its workers', async () => {
    const id = await create();
    for (let crash = 1; crash <= 5; crash++) {
      await claim(id);
      await saveStep(id, crash, { nodeId: 'a', position: 0, status: 'running' });
      await expireLease(id);
      await reconcileRuns(queue);
    }
    expect(await read(id)).toMatchObject({ status: 'failed', error: { code: 'run_crashed_repeatedly' } });
    expect(await getDatabase().runStep.findFirst({ where: { runId: id } })).toMatchObject({ status: 'failed' });
  });

  it('leaves a run alone whose lease was renewed in time', async () => {
    const id = await create();
    const epoch = await claim(id);
    await expireLease(id);
    await renewLease(id, epoch);
    await reconcileRuns(queue);
    expect(await read(id)).toMatchObject({ status: 'running', epoch });
    await finishRun(id, epoch, { status: 'succeeded' });
  });

  it('sends a run again whose job the queue lost', async () => {
    const id = await create();
    await getDatabase().$executeRaw`
      UPDATE outbox_messages SET dispatched_at = now() WHERE key = ${runJobId(id, 0)}`;
    await getDatabase().$executeRaw`UPDATE runs SET queued_at = now() - interval '1 hour' WHERE id = ${id}`;
    await reconcileRuns(queue);
    await relay();
    expect(await queue.has(runJobId(id, 0))).toBe(true);
    await cancelRun({ ...pipeline, runId: id });
  });
});

describe('cancelling', () => {
  it('ends a queued run at once', async () => {
    const id = await create();
    expect(await cancelRun({ ...pipeline, runId: id })).toBe('cancelled');
    expect(await claimRun(id, 'worker')).toBeNull();
  });

  it('asks a running one, whose worker learns it with the next renewal', async () => {
    const id = await create();
    const epoch = await claim(id);
    expect(await renewLease(id, epoch)).toEqual({ cancelRequested: false });
    expect(await cancelRun({ ...pipeline, runId: id })).toBe('running');
    expect(await renewLease(id, epoch)).toEqual({ cancelRequested: true });
    await finishRun(id, epoch, { status: 'cancelled' });
    expect(await cancelRun({ ...pipeline, runId: id })).toBe('cancelled');
  });

  it('hides runs of other workspaces', async () => {
    const id = await create();
    const other = await createTestPipeline();
    const attempt = cancelRun({ workspaceId: other.workspaceId, runId: id });
    await expect(attempt).rejects.toMatchObject({ code: 'run_not_found', status: 404 });
    await cancelRun({ ...pipeline, runId: id });
  });
});

describe('waiting for the pipeline to be idle', () => {
  it('starts one run after the other, in order', async () => {
    const first = await create();
    const second = await create({ waitForIdle: true });
    const third = await create({ waitForIdle: true });
    expect(await claimRun(second, 'worker')).toBeNull();
    await finishRun(first, await claim(first), { status: 'failed' });
    expect(await claimRun(third, 'worker')).toBeNull();
    await finishRun(second, await claim(second), { status: 'succeeded' });
    expect(await cancelRun({ ...pipeline, runId: third })).toBe('cancelled');
  });
});
