import { afterAll, beforeAll, expect, it } from 'vitest';
import { listIssues } from '#core/issues/list-issues.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { compareRun } from './compare-run.ts';
import { listComparisons } from './list-comparisons.ts';

provideTestDatabase();

let warehouse: TestWarehouse;
beforeAll(async () => {
  warehouse = await createTestWarehouse();
  await warehouse.client.query(`
    CREATE TABLE shop.source (id bigint, name text, price numeric, score double precision, ok boolean, day date, at timestamptz, doc jsonb);
    INSERT INTO shop.source VALUES (1, 'Ana|ñ', 12.5, 0.1, true, '2026-03-01', '2026-03-29 01:30:00.123456+00', '{"b": 1, "a": [1]}'),
      (2, '', 100, 1e300, false, '1969-12-31', '1960-01-01 00:00:00+00', NULL), (3, NULL, -0.0000000001, 5, NULL, NULL, NULL, 'null'),
      (4, 'x', 123456789012345678.25, 'NaN', true, NULL, 'infinity', '[]')`);
});
afterAll(() => warehouse.drop());

const types = {
  id: 'integer',
  name: 'text',
  price: 'decimal',
  score: 'number',
  ok: 'boolean',
  day: 'date',
  at: 'datetime',
  doc: 'json',
} as const;
const fields = Object.entries(types).map(([name, type]) => ({ name, type }));

async function runInto(table: string, settings: object) {
  const { connectionId } = warehouse;
  const source = { connectionId, schema: 'shop', table: 'source', fields };
  const run = await warehouse.run(
    chainGraph(
      testNode('source', 'postgres-source', source),
      testNode('target', 'postgres-target', {
        connectionId,
        schema: 'shop',
        table,
        mode: 'upsert',
        keys: ['id'],
        ...settings,
      }),
    ),
  );
  expect(run).toMatchObject({ status: 'succeeded' });
  const compare = async () =>
    (
      await compareRun(
        { workspaceId: warehouse.workspaceId, runId: run.id, nodeId: 'target' },
        AbortSignal.timeout(30_000),
      )
    )[0]?.found;
  return { runId: run.id, compare };
}

it('finds the sums of every type equal on both sides, after the run by itself and when asked', async () => {
  const { runId, compare } = await runInto('equal', { compare: true });
  const [stored] = await listComparisons(warehouse.workspaceId, runId);
  const equal = { rows: 4, whole: true, missing: 0, different: 0, extra: 0, sumsEqual: true, listed: [] };
  expect(stored?.found).toMatchObject(equal);
  expect(await compare()).toMatchObject(equal);
  expect((await getDatabase().targetComparison.findMany({ where: { runId } }))[0]?.sentSum).toMatch(/^\d{15,}$/);
});

it('lists what is missing and what differs, with both values', async () => {
  const { compare } = await runInto('drifted', {});
  await warehouse.client.query(`DELETE FROM shop.drifted WHERE id = 2; INSERT INTO shop.drifted (id) VALUES (99);
    UPDATE shop.drifted SET name = 'Eva', doc = '{"a": [2]}' WHERE id = 1`);
  expect(await compare()).toEqual({
    ...{ comparedAt: expect.any(String), rows: 4, whole: true, missing: 1, different: 1, extra: 0, sumsEqual: false },
    listed: [
      {
        ...{ problem: 'different', key: '{"id": 1}' },
        fields: [
          { column: 'name', sent: 'Ana|ñ', held: 'Eva' },
          { column: 'doc', sent: expect.stringContaining('"a"'), held: '{"a": [2]}' },
        ],
      },
      { problem: 'missing', key: '{"id": 2}', fields: [] },
    ],
  });
});

it.each([
  ['mirror', { mode: 'mirror' }, { missing: 0, extra: 1, sumsEqual: true }],
  ['replace', { mode: 'replace', keys: [] }, { missing: 0, extra: 1, sumsEqual: false }],
  ['insert', { mode: 'insert' }, { missing: 0, extra: 0, sumsEqual: null }],
])('%s: what the table should not hold', async (name, settings, expected) => {
  const { compare } = await runInto(name, settings);
  await warehouse.client.query(`INSERT INTO shop.${name} (id) VALUES (99)`);
  expect(await compare()).toMatchObject(expected);
});

it('sees values that the table rounded, and does not expect rows that it refused', async () => {
  await warehouse.client.query(
    'CREATE TABLE shop.narrow (id bigint PRIMARY KEY, name text, price numeric(20, 1), score float8 CHECK (score < 10))',
  );
  const mapping = ['id', 'name', 'price', 'score'].map((name) => ({ field: name, column: name }));
  const { compare } = await runInto('narrow', { mapping });
  expect(await compare()).toMatchObject({ missing: 0, different: 1, sumsEqual: false });
});

it.each(['replace', 'mirror'] as const)(
  '%s: counts the rows by itself, and makes a difference a problem',
  async (mode) => {
    const table = `counted_${mode}`;
    const settings = { mode, ...(mode === 'replace' && { keys: [] }) };
    const read = async () => {
      const { runId } = await runInto(table, settings);
      const { warnings } = await getDatabase().runStep.findFirstOrThrow({ where: { runId, nodeId: 'target' } });
      const issues = await listIssues(warehouse.workspaceId, 'en');
      return { warnings, issues: issues.map(({ kind, failure }) => [kind, failure.message]) };
    };
    expect(await read()).toEqual({ warnings: [], issues: [] });
    // Whatever is written, the table keeps a row of its own.
    await warehouse.client.query(`CREATE FUNCTION shop.add_${mode}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO shop.${table} (id) VALUES (99); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER added AFTER INSERT OR UPDATE ON shop.${table} DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION shop.add_${mode}();
    UPDATE shop.source SET name = 'Ana' WHERE id = 1`);
    expect(await read()).toEqual({
      warnings: [{ code: 'target_count_differs', params: { expected: 4, held: 5 } }],
      issues: [['differs', expect.stringContaining('held 5 rows, not 4')]],
    });
    await warehouse.client.query(`DROP TRIGGER added ON shop.${table}; DELETE FROM shop.${table} WHERE id = 99;
    UPDATE shop.source SET name = 'Ana|ñ' WHERE id = 1`);
    expect(await read()).toEqual({ warnings: [], issues: [] });
  },
);

it('says where nothing can be compared', async () => {
  const { compare } = await runInto('added', { mode: 'append', keys: [] });
  await expect(compare()).rejects.toMatchObject({ code: 'compare_append', status: 409 });
});
