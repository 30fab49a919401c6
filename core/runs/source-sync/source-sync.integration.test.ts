import { setImmediate } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { type IncrementalSync, type SourceSync, tellsChanges } from '#core/graph/nodes/source-sync.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { claimRun } from '../claim-run.ts';
import { createRun } from '../create-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';

provideTestDatabase();

let shop: TestWarehouse;
beforeAll(async () => {
  shop = await createTestWarehouse();
});
afterAll(async () => {
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  await getDatabase().nodeState.deleteMany({ where: { pipelineId: shop.pipelineId } });
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.telar_ledger;
    CREATE TABLE shop.people (id int PRIMARY KEY, name text, gone bool, at timestamptz)`);
});

const incremental: IncrementalSync = {
  mode: 'incremental',
  cursor: 'at',
  keys: ['id'],
  overlap: 0,
  deletes: { kind: 'ignore' },
};

/** Every row that a run passes on is appended, so that what comes twice shows. */
function graphOf(sync: SourceSync) {
  const source = testNode('people', 'postgres-source', {
    connectionId: shop.connectionId,
    schema: 'shop',
    table: 'people',
    sync,
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'gone', type: 'boolean' },
      { name: 'at', type: 'datetime' },
    ],
  });
  const { connectionId } = shop;
  const names = ['id', 'name', 'gone', 'at', ...(tellsChanges(sync) ? ['_change'] : [])];
  const mapping = names.map((name) => ({ field: name, column: name }));
  return chainGraph(source, testNode('copy', 'postgres-target', { connectionId, table: 'copy', mapping }));
}

async function insert(...rows: [id: number, name: string, at: string | null][]) {
  for (const [id, name, at] of rows)
    await shop.client.query(
      'INSERT INTO shop.people (id, name, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = $2, at = $3',
      [id, name, at],
    );
}

/** What the runs appended since the last look, as text. */
async function takeCopied(...columns: string[]): Promise<string[]> {
  const names = ['id', 'name', ...columns].map((name) => `coalesce(${name}::text, '')`).join(` || ' ' || `);
  const { rows } = await shop.client.query<{ line: string }>(`SELECT ${names} AS line FROM public.copy ORDER BY id`);
  await shop.client.query('DELETE FROM public.copy');
  return rows.map(({ line }) => line.trim());
}

describe('incremental reading', () => {
  it('reads rows that share the last value exactly once, and blanks too', async () => {
    const at = '2026-03-01T10:00:00.123456Z';
    await insert([1, 'first', at], [2, 'second', at], [3, 'blank', null]);
    const first = await shop.run(graphOf(incremental));
    expect(first.steps.people).toEqual({ rowsIn: 3, rowsOut: 3 });
    expect(await takeCopied()).toEqual(['1 first', '2 second', '3 blank']);
    await insert([4, 'same moment', at], [5, 'later', '2026-03-01T10:00:01Z']);
    const second = await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['4 same moment', '5 later']);
    expect(second.steps.people).toMatchObject({ rowsIn: 5, rowsOut: 2, rowsUnchanged: 3 });
    await insert([1, 'changed at the same moment', at], [5, 'changed', '2026-03-01T10:00:01Z']);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['5 changed']);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual([]);
  });

  it('catches rows committed late within the overlap; without one it misses them', async () => {
    await insert([1, 'early', '2026-03-01T10:00:00Z'], [2, 'newest', '2026-03-01T10:05:00Z']);
    const careful = { ...incremental, overlap: 600 };
    await shop.run(graphOf(careful));
    await takeCopied();
    await insert([3, 'late', '2026-03-01T10:01:00Z']);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual([]);
    await getDatabase().nodeState.deleteMany({ where: { pipelineId: shop.pipelineId } });
    await shop.client.query('DELETE FROM shop.people WHERE id = 3');
    await shop.run(graphOf(careful));
    await takeCopied();
    await insert([3, 'late', '2026-03-01T10:01:00Z']);
    await shop.run(graphOf(careful));
    expect(await takeCopied()).toEqual(['3 late']);
  });

  it('waits with its cursor for transactions that are still writing, however long they take', async () => {
    const writer = new Client({ connectionString: process.env.DATABASE_URL });
    await writer.connect();
    await writer.query(`BEGIN; INSERT INTO shop.people VALUES (1, 'slow', false, now())`);
    await shop.client.query(`INSERT INTO shop.people VALUES (2, 'quick', false, clock_timestamp())`);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['2 quick']);
    await writer.query('COMMIT');
    await writer.end();
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['1 slow']);
  });

  it('is not blinded by a clock that runs ahead', async () => {
    await shop.client.query(`INSERT INTO shop.people VALUES (1, 'from the future', false, now() + interval '1 year')`);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['1 from the future']);
    await shop.client.query(`INSERT INTO shop.people VALUES (2, 'from now', false, now())`);
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['2 from now']);
  });

  it('tells of deletes by comparing keys, and by a tombstone', async () => {
    const comparing = { ...incremental, deletes: { kind: 'compare' } as const };
    await insert([1, 'stays', '2026-03-01T10:00:00Z'], [2, 'goes', '2026-03-01T10:00:00Z']);
    await shop.run(graphOf(comparing));
    expect(await takeCopied('_change')).toEqual(['1 stays changed', '2 goes changed']);
    await shop.client.query('DELETE FROM shop.people WHERE id = 2');
    const second = await shop.run(graphOf(comparing));
    expect(await takeCopied('_change')).toEqual(['2  removed']);
    expect(second.steps.people).toMatchObject({ rowsIn: 2, rowsOut: 1, rowsUnchanged: 1 });
    await shop.run(graphOf(comparing));
    expect(await takeCopied('_change')).toEqual([]);
    const marked = { ...incremental, deletes: { kind: 'tombstone', field: 'gone' } as const };
    await insert([3, 'buried', '2026-03-02T10:00:00Z']);
    await shop.client.query('UPDATE shop.people SET gone = true WHERE id = 3');
    await shop.run(graphOf(marked));
    expect(await takeCopied('_change')).toEqual(['3 buried removed']);
  });
});

describe('comparing with the last run', () => {
  const snapshot: SourceSync = { mode: 'snapshot', keys: ['id'] };

  it('passes on what was added, changed and removed, and sets unusable keys aside', async () => {
    await insert([1, 'same', null], [2, 'old', null], [3, 'goes', null]);
    await shop.run(graphOf(snapshot));
    expect(await takeCopied('_change')).toEqual(['1 same added', '2 old added', '3 goes added']);
    await shop.client.query('DELETE FROM shop.people WHERE id = 3');
    await insert([2, 'new', null], [4, 'comes', null]);
    const second = await shop.run(graphOf(snapshot));
    expect(await takeCopied('_change')).toEqual(['2 new changed', '3  removed', '4 comes added']);
    expect(second.steps.people).toMatchObject({ rowsIn: 4, rowsOut: 3, rowsUnchanged: 1 });
    await shop.run(graphOf(snapshot));
    expect(await takeCopied('_change')).toEqual([]);
    const twins = await shop.run(graphOf({ mode: 'snapshot', keys: ['gone'] }));
    expect(twins.steps.people).toMatchObject({ rowsRejected: 3 });
  });
});

describe('what is remembered', () => {
  it('becomes true with the end of the run, and never under an old claim', async () => {
    await insert([1, 'a', '2026-03-01T10:00:00Z']);
    const graph = graphOf(incremental);
    const id = await createRun({ ...shop, graph, trigger: 'manual' });
    const claim = await claimRun(id, 'first');
    // Another worker takes the run before the first one has finished with it.
    await getDatabase().$executeRaw`UPDATE runs SET epoch = epoch + 1 WHERE id = ${id}`;
    const signal = new AbortController().signal;
    await expect(executeRun({ runId: id, epoch: claim?.epoch ?? 0, signal })).rejects.toMatchObject({
      code: 'run_lease_lost',
    });
    expect(await getDatabase().nodeState.count({ where: { pipelineId: shop.pipelineId } })).toBe(0);
    await executeRun({ runId: id, epoch: (claim?.epoch ?? 0) + 1, signal });
    expect((await readOutcome(id)).status).toBe('succeeded');
    expect(await getDatabase().nodeState.count({ where: { pipelineId: shop.pipelineId } })).toBe(1);
  });

  it('is what the loaded rows say when a second attempt finds more in the source', async () => {
    await insert([1, 'a', '2026-03-01T10:00:00Z']);
    const id = await createRun({ ...shop, graph: graphOf(incremental), trigger: 'manual' });
    const epoch = (await claimRun(id, 'first'))?.epoch ?? 0;
    const dying = new AbortController();
    // The worker dies once the rows are in the target and before the run has ended.
    const attempt = executeRun({ runId: id, epoch, signal: dying.signal });
    const isLoaded = `SELECT FROM pg_class WHERE relname = 'copy'`;
    while ((await shop.client.query(isLoaded)).rowCount === 0) await setImmediate();
    await getDatabase().run.update({ where: { id }, data: { epoch: epoch + 1 } });
    await expect(attempt).rejects.toMatchObject({ code: 'run_lease_lost' });
    await insert([2, 'b', '2026-03-01T11:00:00Z']);
    await executeRun({ runId: id, epoch: epoch + 1, signal: dying.signal });
    expect((await readOutcome(id)).steps).toMatchObject({ people: { rowsIn: 1 }, copy: { rowsLoaded: 1 } });
    await shop.run(graphOf(incremental));
    expect(await takeCopied()).toEqual(['1 a', '2 b']);
  });

  it('is not touched when a run fails', async () => {
    await insert([1, 'a', '2026-03-01T10:00:00Z']);
    const graph = graphOf(incremental);
    await shop.client.query('CREATE VIEW public.copy AS SELECT 1 AS id');
    const failed = await shop.run(graph);
    expect(failed).toMatchObject({ status: 'failed' });
    await shop.client.query('DROP VIEW public.copy');
    expect(await getDatabase().nodeState.count({ where: { pipelineId: shop.pipelineId } })).toBe(0);
    await shop.run(graph);
    expect(await takeCopied()).toEqual(['1 a']);
  });
});
