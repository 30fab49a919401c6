import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestMysql, hasMysql, type TestMysql } from '#connectors/mysql/testing/create-test-mysql.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { fullSync, type SourceSync, tellsChanges } from '#core/graph/nodes/source-sync.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';

let shop: TestWarehouse;
let mysql: TestMysql;
let connectionId: string;

/** Every row that a run passes on is appended, so that what comes twice shows. */
async function run(table: string, fields: readonly SourceField[], sync: SourceSync) {
  const source = testNode('people', 'mysql-source', { connectionId, table, fields: [...fields], sync });
  const names = [...fields.map(({ name }) => name), ...(tellsChanges(sync) ? ['_change'] : [])];
  const mapping = names.map((name) => ({ field: name, column: name }));
  const target = testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table, mapping });
  return shop.run(chainGraph(source, target));
}

async function takeCopied(table: string): Promise<string[]> {
  const { rows } = await shop.client.query<{ line: string }>(
    `SELECT t::text AS line FROM public.${table} t ORDER BY 1`,
  );
  await shop.client.query(`DELETE FROM public.${table}`);
  return rows.map(({ line }) => line);
}

describe.skipIf(!hasMysql)('reading MySQL or MariaDB in runs', () => {
  provideTestDatabase();
  beforeAll(async () => {
    mysql = await createTestMysql('sync');
    process.env.TELAR_EGRESS_ALLOW += `,${mysql.connection.config.host}:${mysql.connection.config.port}`;
    shop = await createTestWarehouse();
    connectionId = createId('conn');
    const { workspaceId } = shop;
    const config = mysql.connection.config as object;
    await getDatabase().connection.create({
      data: { id: connectionId, workspaceId, connector: 'mysql', name: 'Shop', config },
    });
  });
  afterAll(async () => {
    await mysql.drop();
    await shop.drop();
    await getEnginePool().close();
  });

  it('brings every value through the engine, and sets aside by name what no type of ours can hold', async () => {
    await mysql.client.query(`SET SESSION sql_mode = 'ALLOW_INVALID_DATES';
      CREATE TABLE all_types (id bigint unsigned, price decimal(65,30), ratio float, yes tinyint(1), day date, at datetime(6),
        data json, note text);
      INSERT INTO all_types VALUES (9223372036854775807, 12.5, 0.1, 1, '2026-12-31', '2026-03-01 11:00:00.123456',
        '{"k":"v"}', 'a"b\\r\\n\\\\N,\\\\.'), (2, NULL, NULL, 0, '0000-00-00', '0000-00-00', NULL, ''),
        (18446744073709551615, NULL, NULL, NULL, NULL, NULL, NULL, 'too large'),
        (4, NULL, NULL, NULL, '2024-00-15', NULL, NULL, 'no such day'),
        (5, 12345678901234567890123456789012345, NULL, NULL, NULL, NULL, NULL, 'too many digits')`);
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'price', type: 'decimal' },
      { name: 'ratio', type: 'number' },
      { name: 'yes', type: 'boolean' },
      { name: 'day', type: 'date' },
      { name: 'at', type: 'datetime' },
      { name: 'data', type: 'json' },
      { name: 'note', type: 'text' },
    ] as const;
    const { error, status, steps } = await run('all_types', fields, fullSync);
    expect({ error, status, steps }).toEqual({
      error: null,
      status: 'succeeded',
      steps: {
        people: { rowsIn: 5, rowsOut: 2, rowsRejected: 3 },
        copy: { rowsIn: 2, rowsLoaded: 2 },
      },
    });
    expect(await takeCopied('all_types')).toEqual([
      '(2,,,f,,,,"")',
      '(9223372036854775807,12.5000000000,0.1,t,2026-12-31,"2026-03-01 11:00:00.123456+00","{""k"": ""v""}","a""b\r\n\\\\N,\\\\.")',
    ]);
  });

  it('reads on from its cursor, and rows that share the last value once', async () => {
    await mysql.client.query(`CREATE TABLE people (id int PRIMARY KEY, name text, at datetime(6));
      INSERT INTO people VALUES (1, 'first', '2026-03-01 10:00:00.5'), (2, 'second', '2026-03-01 10:00:00.5'), (3, 'blank', NULL)`);
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'at', type: 'datetime' },
    ] as const;
    const sync: SourceSync = {
      mode: 'incremental',
      cursor: 'at',
      keys: ['id'],
      overlap: 0,
      deletes: { kind: 'ignore' },
    };
    await run('people', fields, sync);
    expect(await takeCopied('people')).toHaveLength(3);
    await mysql.client.query(
      `INSERT INTO people VALUES (4, 'same moment', '2026-03-01 10:00:00.5'), (0, 'early', '2026-01-01')`,
    );
    const { steps } = await run('people', fields, sync);
    expect(await takeCopied('people')).toEqual(['(4,"same moment","2026-03-01 10:00:00.5+00")']);
    expect(steps.people).toMatchObject({ rowsIn: 4, rowsOut: 1, rowsUnchanged: 3 });
  });

  it('tells of deletes by comparing keys', async () => {
    await mysql.client.query(`CREATE TABLE stock (id int PRIMARY KEY, n int); INSERT INTO stock VALUES (1, 1), (2, 2)`);
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'n', type: 'integer' },
    ] as const;
    const sync: SourceSync = { mode: 'snapshot', keys: ['id'] };
    await run('stock', fields, sync);
    expect(await takeCopied('stock')).toEqual(['(1,1,added)', '(2,2,added)']);
    await mysql.client.query('DELETE FROM stock WHERE id = 1; UPDATE stock SET n = 3');
    await run('stock', fields, sync);
    expect(await takeCopied('stock')).toEqual(['(1,,removed)', '(2,3,changed)']);
  });
});
