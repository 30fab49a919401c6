import { expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { createRun } from '#core/runs/create-run.ts';
import { chainGraph, createTestWarehouse, readOutcome, testNode } from '#core/runs/create-test-warehouse.ts';
import { reach } from './kill-workers.test-kit.ts';
import { startRelay, startWorker } from './start-worker.test-kit.ts';

provideTestDatabase();

const rows = 200_000;
const parts = 20;

it('a backfill of 200,000 contacts goes on after its worker dies at 40 %', { timeout: 10 * 60_000 }, async () => {
  const shop = await createTestWarehouse();
  await shop.client.query(`
    CREATE TABLE shop.contacts (id int PRIMARY KEY, email text, note text);
    INSERT INTO shop.contacts SELECT n, n || '@example.com', repeat('n', 500) FROM generate_series(1, ${rows}) n;
    ANALYZE shop.contacts`);
  const fields = (['id', 'email', 'note'] as const).map((name) => ({
    name,
    type: name === 'id' ? ('integer' as const) : ('text' as const),
  }));
  const { connectionId } = shop;
  const mapping = fields.map(({ name }) => ({ field: name, column: name }));
  const graph = chainGraph(
    testNode('contacts', 'postgres-source', {
      ...{ connectionId, schema: 'shop', table: 'contacts', fields, parallel: parts },
    }),
    testNode('copy', 'postgres-target', { connectionId, table: 'contacts_copy', mapping }),
  );
  const place = { databaseUrl: process.env.DATABASE_URL ?? '', redisUrl: null };
  const relay = startRelay(place);
  const worker = await startWorker(place);
  const runId = await createRun({ ...shop, graph, trigger: 'manual' });
  const listRead = () =>
    getDatabase().runPart.findMany({
      where: { runId, status: 'succeeded' },
      orderBy: { part: 'asc' },
      select: { part: true, attempts: true, startedAt: true, rows: true },
    });
  await reach(runId, async () => (await listRead()).length >= parts * 0.4);
  await worker.kill();
  const before = await listRead();
  const next = await startWorker(place);
  await reach(runId, ({ status }) => status !== 'queued' && status !== 'running');
  expect(await readOutcome(runId)).toMatchObject({ status: 'succeeded', steps: { copy: { rowsLoaded: rows } } });
  const after = await listRead();
  expect(after).toHaveLength(parts);
  expect(after.filter(({ part }) => before.some((read) => read.part === part))).toEqual(before);
  const { rows: found } = await shop.client.query(
    'SELECT count(*)::int AS rows, count(DISTINCT id)::int AS contacts FROM public.contacts_copy',
  );
  expect(found).toEqual([{ rows, contacts: rows }]);
  process.stdout.write(`${before.length} of ${parts} parts were read before the worker died, and not again\n`);
  await next.kill();
  await relay.stop();
  await shop.drop();
});
