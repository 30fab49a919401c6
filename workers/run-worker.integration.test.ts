import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createQueue, type JobQueue } from '#core/platform/queue.ts';
import { type Repetition, repeat } from '#core/platform/repeat.ts';
import { cancelRun } from '#core/runs/cancel-run.ts';
import { createRun } from '#core/runs/create-run.ts';
import { createTestPipeline, type TestPipeline } from '#core/runs/create-test-pipeline.ts';
import { executeRunJob } from '#core/runs/execute-run.job.ts';
import { reconcileRuns } from '#core/runs/reconcile-runs.ts';
import { relayOutbox } from '#core/runs/relay-outbox.ts';

provideTestDatabase();

const patience = { timeout: 60_000, interval: 50 };
let pipeline: TestPipeline;
let queue: JobQueue<{ runId: string }>;
let scheduler: Repetition;
let worker: ChildProcess;

beforeAll(async () => {
  pipeline = await createTestPipeline();
  queue = createQueue(executeRunJob);
  scheduler = repeat('scheduler', 100, async () => {
    await reconcileRuns(queue);
    await relayOutbox(executeRunJob.queue, queue);
  });
});
afterAll(async () => {
  worker.kill('SIGKILL');
  await scheduler.stop();
  await queue.close();
});

/** The sample company's contacts into a file: enough rows to be interrupted, or few to end at once. */
function graphOf(rows: number): Graph {
  const place = { position: { x: 0, y: 0 }, disabled: false };
  const file = { format: 'ndjson', fileName: 'contacts', escapeFormulas: true };
  return {
    ...emptyGraph,
    nodes: [
      { ...place, id: 'contacts', kind: 'sample-source', name: 'Contacts', settings: { dataset: 'contacts', rows } },
      { ...place, id: 'file', kind: 'file-target', name: 'File', settings: file },
    ],
    edges: [{ id: 'e1', from: { node: 'contacts', port: 'rows' }, to: { node: 'file', port: 'rows' } }],
  };
}

const startRun = (rows: number) => createRun({ ...pipeline, graph: graphOf(rows), trigger: 'manual' });
const reach = (id: string, expected: object) =>
  vi.waitFor(
    async () => expect(await getDatabase().run.findUniqueOrThrow({ where: { id } })).toMatchObject(expected),
    patience,
  );
const startWorker = () => {
  worker = spawn(process.execPath, ['workers/run-worker.ts'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
};
const ended = () => new Promise((resolve) => worker.once('exit', resolve));

it('carries a run through workers that stop and die, until someone cancels it', { timeout: 240_000 }, async () => {
  const id = await startRun(10_000_000);
  startWorker();
  await reach(id, { status: 'running', epoch: 1 });
  const exit = ended();
  worker.kill('SIGTERM');
  expect(await exit).toBe(0);
  await reach(id, { status: 'queued', epoch: 1, crashes: 0 });

  startWorker();
  await reach(id, { status: 'running', epoch: 2 });
  worker.kill('SIGKILL');
  await ended();
  startWorker();
  await reach(id, { status: 'running', epoch: 3, crashes: 1 });
  expect(await cancelRun({ ...pipeline, runId: id })).toBe('running');
  await reach(id, { status: 'cancelled', error: null });

  const small = await startRun(1_000);
  await reach(small, { status: 'succeeded', rowsRead: 1000n, rowsLoaded: 1000n, rowsRejected: 0n });
});
