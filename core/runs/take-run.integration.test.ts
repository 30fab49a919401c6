import { afterAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { type Graph, graphSchemaVersion } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { subscribe } from '#core/platform/notify.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createRun } from './create-run.ts';
import { createTestPipeline } from './create-test-pipeline.ts';
import { takeRun } from './take-run.ts';

provideTestDatabase();
afterAll(() => getEnginePool().close());

function sampleToFile(rows: number): Graph {
  const position = { x: 0, y: 0 };
  const source = { kind: 'sample-source', name: 'Rows', settings: { dataset: 'contacts', rows } } as const;
  const target = { kind: 'file-target', name: 'File' } as const;
  const settings = { format: 'csv', fileName: 'out', escapeFormulas: false };
  return {
    schemaVersion: graphSchemaVersion,
    nodes: [
      { ...source, id: 'rows', position, disabled: false },
      { ...target, id: 'file', position, settings, disabled: false },
    ],
    edges: [{ id: 'e', from: { node: 'rows', port: 'rows' }, to: { node: 'file', port: 'rows' } }],
  };
}

const never = new AbortController().signal;
const read = (id: string) => getDatabase().run.findUniqueOrThrow({ where: { id }, include: { steps: true } });

it('executes a run to its end, and lets nobody else have it meanwhile', async () => {
  const graph = sampleToFile(50);
  const runId = await createRun({ ...(await createTestPipeline()), graph, trigger: 'cli' });
  const taken = await takeRun(runId, 'here', never);
  expect(await takeRun(runId, 'there', never)).toBeNull();
  expect(await taken?.done).toBe(true);
  expect(await read(runId)).toMatchObject({ status: 'succeeded', rowsLoaded: 50n, epoch: 1 });
});

it('gives a run back in the middle of its work when the worker stops, and the next one does it', async () => {
  const graph = sampleToFile(3_000_000);
  const runId = await createRun({ ...(await createTestPipeline()), graph, trigger: 'cli' });
  const working = Promise.withResolvers<void>();
  const unsubscribe = await subscribe('run', () => {
    void read(runId).then(({ steps }) => {
      if (steps.some(({ status }) => status === 'running')) working.resolve();
    });
  });
  const stopping = new AbortController();
  const taken = await takeRun(runId, 'first', stopping.signal);
  await working.promise;
  unsubscribe();
  stopping.abort();
  expect(await taken?.done).toBe(false);
  expect(await read(runId)).toMatchObject({ status: 'queued', workerId: null, crashes: 0, epoch: 1 });
  expect(await takeRun(runId, 'stopping too', stopping.signal)).toBeNull();
  expect(await read(runId)).toMatchObject({ status: 'queued', epoch: 2 });
  await getDatabase().run.update({ where: { id: runId }, data: { graph: sampleToFile(50) as object } });
  const next = await takeRun(runId, 'second', never);
  expect(await next?.done).toBe(true);
  expect(await read(runId)).toMatchObject({ status: 'succeeded', rowsLoaded: 50n, epoch: 3 });
}, 60_000);
