import { expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createRun } from '#core/runs/create-run.ts';
import { createTestPipeline } from '#core/runs/create-test-pipeline.ts';
import { chainGraph, readOutcome, testNode } from '#core/runs/create-test-warehouse.ts';
import { reach } from './killing/kill-workers.test-kit.ts';
import { startRelay, startWorker } from './killing/start-worker.test-kit.ts';

provideTestDatabase();

it('ends a run that takes too much memory with a reason, and does the next one in the same worker', {
  timeout: 240_000,
}, async () => {
  const pipeline = await createTestPipeline();
  const place = { databaseUrl: process.env.DATABASE_URL ?? '', redisUrl: null };
  const relay = startRelay(place);
  const worker = await startWorker(place);
  const sample = testNode('sample', 'sample-source', { dataset: 'contacts', rows: 10 });
  const file = testNode('file', 'file-target', { format: 'ndjson', fileName: 'contacts' });
  const bomb = testNode('bomb', 'sql', {
    query: `SELECT sum(length(repeat(left(email, 1), 2000000000))) AS n FROM input`,
    columns: [{ name: 'n', type: 'integer' }],
  });
  const graphs = [chainGraph(sample, bomb, file), chainGraph(sample, file)];
  const startedAt = performance.now();
  const [bombed = '', harmless = ''] = await Promise.all(
    graphs.map((graph) => createRun({ ...pipeline, graph, trigger: 'manual' })),
  );
  await reach(bombed, ({ status }) => status === 'failed');
  const outcome = await readOutcome(bombed);
  expect(outcome.error?.code).toMatch(/^engine_(memory_exceeded|out_of_memory)$/);
  expect(outcome.error).toMatchObject({ actor: 'user', retryable: false });
  // Nothing is tried again: a bomb would go off again.
  expect(await getDatabase().run.findUniqueOrThrow({ where: { id: bombed } })).toMatchObject({ epoch: 1, crashes: 0 });
  expect(performance.now() - startedAt).toBeLessThan(120_000);
  await reach(harmless, ({ status, workerId }) => status === 'succeeded' && workerId === worker.id);
  const after = await createRun({ ...pipeline, graph: chainGraph(sample, file), trigger: 'manual' });
  await reach(after, ({ status, workerId }) => status === 'succeeded' && workerId === worker.id);
  expect(worker.process.exitCode).toBeNull();
  await worker.end();
  await relay.stop();
});
