import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresParts } from '#connectors/postgres/postgres-parts.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { readDataDir } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
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
import { claimPart, failPart, finishPart } from './claim-part.ts';
import { divideSource } from './divide-source.test-kit.ts';
import { readNextPart } from './read-next-part.ts';

provideTestDatabase();

const signal = new AbortController().signal;
const leaseLost = expect.objectContaining({ code: 'run_lease_lost' });
let shop: TestWarehouse;
beforeAll(async () => {
  shop = await createTestWarehouse();
  await shop.client.query(`
    CREATE TABLE shop.keyed (id int PRIMARY KEY, name text);
    INSERT INTO shop.keyed SELECT n * 3, 'row "' || n || E'",\\n' FROM generate_series(1, 20000) n;
    CREATE TABLE shop.loose AS SELECT * FROM shop.keyed;
    ANALYZE shop.keyed, shop.loose`);
});
afterAll(async () => {
  await shop.drop();
  await getEnginePool().close();
});

function sourceOf(table: string) {
  const fields = [
    { name: 'id', type: 'integer' as const },
    { name: 'name', type: 'text' as const },
  ];
  return testNode('big', 'postgres-source', {
    ...{ connectionId: shop.connectionId, schema: 'shop', table, fields, parallel: 4 },
  });
}

function graphOf(table: string, to: string) {
  const mapping = ['id', 'name'].map((name) => ({ field: name, column: name }));
  const { connectionId } = shop;
  return chainGraph(sourceOf(table), testNode('copy', 'postgres-target', { connectionId, table: to, mapping }));
}

const listParts = (runId: string) => getDatabase().runPart.findMany({ where: { runId }, orderBy: { part: 'asc' } });

const divide = (table: string, run: { id: string; epoch: number }, work: Parameters<typeof divideSource>[2]) =>
  divideSource(sourceOf(table), { ...shop, ...run }, work);

const start = async (table: string, to: string) => {
  const id = await createRun({ ...shop, graph: graphOf(table, to), trigger: 'manual' });
  return { id, epoch: (await claimRun(id, 'first'))?.epoch ?? 0 };
};

describe.each(['keyed', 'loose'])('a table in parts (%s)', (table) => {
  it('arrives whole, every part read once, and leaves no file behind', async () => {
    const outcome = await shop.run(graphOf(table, `from_${table}`));
    expect(outcome).toMatchObject({ status: 'succeeded', steps: { big: { rowsOut: 20_000 } } });
    const { rows } = await shop.client.query(`
      SELECT count(*)::int AS more FROM (TABLE shop.${table} EXCEPT ALL TABLE public.from_${table}) AS missing`);
    expect(rows).toEqual([{ more: 0 }]);
    const parts = await listParts(outcome.id);
    expect(parts.map(({ status, attempts, blobKey }) => ({ status, attempts, blobKey }))).toEqual(
      Array.from({ length: 4 }, () => ({ status: 'succeeded', attempts: 1, blobKey: null })),
    );
    for (const { rows: count } of parts) expect(Number(count)).toBeGreaterThan(3_000);
  });

  it('is one state of the table, whatever happens to it while parts are read', async () => {
    const run = await start(table, 'never');
    await divide(table, run, async ({ context, division }) => {
      await shop.client.query(
        `BEGIN; DELETE FROM shop.${table} WHERE id % 2 = 0; UPDATE shop.${table} SET id = id + 1`,
      );
      await shop.client.query('COMMIT');
      let lines = 0;
      for (const [index, range] of division.ranges.entries()) {
        const path = join(readDataDir(), `${table}-${index}.csv`);
        const { rows } = await postgresParts.read(context as never, { range, state: division.state }, path);
        // Each row has one line end within its text.
        expect((await readFile(path, 'utf8')).split('\n').length - 1).toBe(rows * 2);
        lines += rows;
      }
      expect(lines).toBe(20_000);
    });
    await shop.client.query(
      `TRUNCATE shop.${table};
      INSERT INTO shop.${table} SELECT n * 3, 'row "' || n || E'",\\n' FROM generate_series(1, 20000) n;
      VACUUM ANALYZE shop.${table}`.replace(/VACUUM /, ''),
    );
  });
});

describe('an attempt after a crash', () => {
  it('does not read again what was read, where rows keep to their parts', async () => {
    const { id, epoch } = await start('keyed', 'resumed');
    await divide('keyed', { id, epoch }, async (scope) => {
      expect(await readNextPart(scope, 'dying', signal)).toBe(true);
      expect(await readNextPart(scope, 'dying', signal)).toBe(true);
    });
    const before = await listParts(id);
    await getDatabase().$executeRaw`UPDATE runs SET lease_until = now() - interval '1 s' WHERE id = ${id}`;
    const claim = await claimRun(id, 'second');
    await executeRun({ runId: id, epoch: claim?.epoch ?? 0, signal });
    expect(await readOutcome(id)).toMatchObject({ status: 'succeeded', steps: { copy: { rowsLoaded: 20_000 } } });
    const after = await listParts(id);
    expect(after.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    expect(after.slice(0, 2).map(({ startedAt }) => startedAt)).toEqual(
      before.slice(0, 2).map(({ startedAt }) => startedAt),
    );
    expect(after.map(({ workerId }) => workerId)).toEqual(['dying', 'dying', 'run-2', 'run-2']);
  });
});

describe('a state that is gone', () => {
  it('is told by the part that cannot see it any more', async () => {
    const { id, epoch } = await start('keyed', 'never');
    await divide('keyed', { id, epoch }, async () => undefined);
    expect(await readNextPart({ runId: id, nodeId: 'big', epoch }, 'late', signal)).toBe(true);
    const [first] = await listParts(id);
    expect(first).toMatchObject({ status: 'pending', failures: 1, error: { code: 'source_state_gone' } });
  });
});

describe('claims on parts', () => {
  it('are worth nothing once the run or the part is in other hands', async () => {
    const { id, epoch } = await start('keyed', 'never');
    await divide('keyed', { id, epoch }, async (scope) => {
      const first = await claimPart(scope, 'slow');
      if (first === null) throw new Error('nothing to claim');
      await getDatabase().$executeRaw`UPDATE run_parts SET lease_until = now() - interval '1 s' WHERE run_id = ${id}`;
      const second = await claimPart(scope, 'quick');
      expect(second).toMatchObject({ part: first.part, attempt: 2 });
      await expect(finishPart(first, { rows: 1, bytes: 1 }, 'x')).rejects.toEqual(leaseLost);
      await getDatabase().run.update({ where: { id }, data: { epoch: epoch + 1 } });
      if (second !== null) await expect(finishPart(second, { rows: 1, bytes: 1 }, 'x')).rejects.toEqual(leaseLost);
      expect(await claimPart(scope, 'late')).toBeNull();
      expect((await listParts(id)).map(({ status }) => status)).not.toContain('succeeded');
    });
  });

  it('give a part that failed back alone, and end the run after several failures', async () => {
    const { id, epoch } = await start('keyed', 'never');
    await divide('keyed', { id, epoch }, async (scope) => {
      const failure = new TelarError('postgres_connection_lost', { retryable: true, actor: 'nobody' }).toJSON();
      for (let failures = 1; failures <= 4; failures += 1) {
        const claimed = await claimPart(scope, 'unlucky');
        expect(claimed?.part).toBe(0);
        if (claimed !== null) await failPart(claimed, failure);
        const [failing, ...others] = await listParts(id);
        expect(failing).toMatchObject({ status: failures < 4 ? 'pending' : 'failed', failures });
        expect(others.map(({ status, attempts }) => [status, attempts])).toEqual(Array(3).fill(['pending', 0]));
        if (failures === 1) expect((await claimPart(scope, 'other'))?.part).toBe(1);
        await getDatabase()
          .$executeRaw`UPDATE run_parts SET lease_until = NULL, status = CASE WHEN part = 1 THEN 'pending' ELSE status END, attempts = CASE WHEN part = 1 THEN 0 ELSE attempts END WHERE run_id = ${id}`;
      }
    });
  });
});
