import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestMysql, hasMysql, type TestMysql } from '#connectors/mysql/testing/create-test-mysql.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { createId } from '#core/platform/create-id.ts';
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
import { divideSource } from './divide-source.test-kit.ts';
import { readNextPart } from './read-next-part.ts';

provideTestDatabase();

const signal = new AbortController().signal;
const listParts = (runId: string) => getDatabase().runPart.findMany({ where: { runId }, orderBy: { part: 'asc' } });

describe.skipIf(!hasMysql)('a MySQL table in parts', () => {
  let shop: TestWarehouse;
  let mysql: TestMysql;
  let connectionId: string;
  beforeAll(async () => {
    mysql = await createTestMysql('run_parts');
    process.env.TELAR_EGRESS_ALLOW += `,${mysql.connection.config.host}:${mysql.connection.config.port}`;
    shop = await createTestWarehouse();
    await mysql.client.query(`
      CREATE TABLE digits (d int); INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9);
      CREATE TABLE people (id bigint PRIMARY KEY, name text);
      INSERT INTO people SELECT a.d * 1000 + b.d * 100 + c.d * 10 + e.d, CONCAT('row "', a.d, '",\\n')
        FROM digits a, digits b, digits c, digits e;
      ANALYZE TABLE people`);
    connectionId = createId('conn');
    const { config, secret } = mysql.connection;
    expect(secret.password).toBe('');
    const data = { id: connectionId, workspaceId: shop.workspaceId, connector: 'mysql', name: 'Shop', config };
    await getDatabase().connection.create({ data: { ...data, config: config as object } });
  });
  afterAll(async () => {
    await mysql.drop();
    await shop.drop();
    await getEnginePool().close();
  });

  const source = () =>
    testNode('big', 'mysql-source', {
      ...{ connectionId, table: 'people', parallel: 4 },
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', type: 'text' },
      ],
    });
  const graphInto = (table: string) =>
    chainGraph(source(), testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table }));

  it('arrives whole, every part read once', async () => {
    const outcome = await shop.run(graphInto('people_whole'));
    expect(outcome).toMatchObject({ status: 'succeeded', steps: { big: { rowsOut: 10_000 } } });
    const { rows } = await shop.client.query(
      `SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM public.people_whole WHERE name LIKE E'row "_",\\n'`,
    );
    expect(rows).toEqual([{ rows: 10_000, ids: 10_000 }]);
    expect((await listParts(outcome.id)).map(({ status, attempts }) => [status, attempts])).toEqual(
      Array(4).fill(['succeeded', 1]),
    );
  });

  it('reads the part alone again whose connection was lost, and an attempt after a crash only what is missing', async () => {
    const id = await createRun({ ...shop, graph: graphInto('people_resumed'), trigger: 'manual' });
    const epoch = (await claimRun(id, 'first'))?.epoch ?? 0;
    await divideSource(source(), { ...shop, id, epoch }, async (scope) => {
      expect(await readNextPart(scope, 'dying', signal)).toBe(true);
      await mysql.client.query('LOCK TABLES people WRITE');
      const reading = readNextPart(scope, 'dying', signal);
      await expect.poll(findWaiting, { timeout: 10_000 }).toHaveLength(1);
      for (const thread of await findWaiting()) await mysql.client.query(`KILL ${thread}`);
      expect(await reading).toBe(true);
      await mysql.client.query('UNLOCK TABLES');
      const [, lost, ...others] = await listParts(id);
      expect(lost).toMatchObject({ status: 'pending', failures: 1, error: { code: 'mysql_connection_lost' } });
      expect(others.map(({ attempts }) => attempts)).toEqual([0, 0]);
    });
    await getDatabase().$executeRaw`UPDATE runs SET lease_until = now() - interval '1 s' WHERE id = ${id}`;
    const claim = await claimRun(id, 'second');
    await executeRun({ runId: id, epoch: claim?.epoch ?? 0, signal });
    expect(await readOutcome(id)).toMatchObject({ status: 'succeeded', steps: { copy: { rowsLoaded: 10_000 } } });
    expect((await listParts(id)).map(({ attempts, workerId }) => [attempts, workerId])).toEqual([
      [1, 'dying'],
      [2, 'run-2'],
      [1, 'run-2'],
      [1, 'run-2'],
    ]);
  });

  /** Readers that the lock of this test holds up. */
  async function findWaiting(): Promise<number[]> {
    const sql = `SELECT ID FROM information_schema.PROCESSLIST
      WHERE DB = DATABASE() AND ID <> CONNECTION_ID() AND STATE LIKE 'Waiting for table%'`;
    const [found] = await mysql.client.query({ sql, rowsAsArray: true });
    return (found as number[][]).map(([thread = 0]) => thread);
  }
});
