import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadContext } from '#connectors/kit/connector.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { postgresTarget } from './postgres-target.ts';
import { createTestServer, type TestServer } from './testing/create-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer('modes');
});
afterAll(() => server.drop());

const fields: Field[] = [
  { name: 'email', type: 'text' },
  { name: 'age', type: 'integer' },
];
const rows = 'a,9\nb,2\nc,3\n';

async function readTable(table: string, order: string): Promise<string[]> {
  const { rows } = await server.client.query(`SELECT * FROM ${table} ORDER BY ${order}`);
  return rows.map((row) => Object.values(row as object).join(' '));
}

interface LoadOptions {
  readonly given?: Field[];
  readonly context?: Partial<LoadContext<PostgresTargetSettings>>;
}

/** Loads into a table that holds a 1 and b 2. */
async function load(settings: Partial<PostgresTargetSettings>, lines: string, options: LoadOptions = {}) {
  await server.client.query(
    `DROP TABLE IF EXISTS people; CREATE TABLE people (email text PRIMARY KEY, age int);
     INSERT INTO people VALUES ('a', 1), ('b', 2)`,
  );
  const all = { table: 'people', keys: ['email'], ...settings };
  const result = await postgresTarget.load(
    server.loadContext(all, options.given ?? fields, lines, options.context ?? {}),
  );
  return { result, table: await readTable('people', 'email') };
}

it.each([
  ['insert', { loaded: 1, created: 1, skipped: 2, unchanged: 0 }, ['a 1', 'b 2', 'c 3']],
  ['update', { loaded: 1, updated: 1, skipped: 1, unchanged: 1 }, ['a 9', 'b 2']],
  ['upsert', { loaded: 2, created: 1, updated: 1, unchanged: 1 }, ['a 9', 'b 2', 'c 3']],
  ['delete', { loaded: 2, removed: 2, skipped: 1, unchanged: 0 }, []],
] as const)('%s', async (mode, counts, expected) => {
  const { result, table } = await load({ mode }, rows);
  expect(result).toMatchObject(counts);
  expect(table).toEqual(expected);
});

describe('tells what became of each row', () => {
  it.each([
    ['insert', ['skipped', 'skipped', 'created']],
    ['update', ['updated', 'unchanged', 'skipped']],
    ['upsert', ['updated', 'unchanged', 'created']],
    ['mirror', ['updated', 'unchanged', 'created']],
    ['delete', ['removed', 'removed', 'skipped']],
    ['replace', ['created', 'created', 'created']],
  ] as const)('%s', async (mode, fates) => {
    expect((await load({ mode }, rows, { context: { rowsTold: 10 } })).result.fates).toEqual(fates);
  });

  it('of the first rows alone, and of none where nobody asks', async () => {
    expect((await load({ mode: 'upsert' }, rows, { context: { rowsTold: 2 } })).result.fates).toHaveLength(2);
    expect((await load({ mode: 'upsert' }, rows)).result.fates).toBeUndefined();
  });

  it('also when rows are refused, and the others are written one by one', async () => {
    const lines = 'a,9\n,5\nd,99999999999\nb,2\nc,3\n';
    const { result } = await load({ mode: 'upsert' }, lines, { context: { rowsTold: 10 } });
    expect(result.rejected).toHaveLength(2);
    expect(result.fates).toEqual(['updated', null, null, 'unchanged', 'created']);
  });
});

describe('mirror', () => {
  it('adds, changes and removes', async () => {
    const { result, table } = await load({ mode: 'mirror', brakePercent: 50 }, 'a,9\nc,3\n');
    expect(result).toMatchObject({ loaded: 2, created: 1, updated: 1, removed: 1 });
    expect(table).toEqual(['a 9', 'c 3']);
  });

  it.each([
    ['more than a fifth would go', 'a,9\n', {}, 'mirror_brake'],
    ['nothing came', '', { brakePercent: 100 }, 'mirror_source_empty'],
  ])('halts before a row is written: %s', async (_name, lines, settings, code) => {
    await expect(load({ mode: 'mirror', ...settings }, lines)).rejects.toMatchObject({ code });
    expect(await readTable('people', 'email')).toEqual(['a 1', 'b 2']);
  });

  it('removes when someone agreed', async () => {
    const { result, table } = await load({ mode: 'mirror' }, '', { context: { allowRemovals: true } });
    expect([result.removed, table]).toEqual([2, []]);
  });

  it('keeps what was only set aside', async () => {
    const { result, table } = await load({ mode: 'mirror' }, 'a,9\nb,99999999999\n');
    expect(result).toMatchObject({ loaded: 1, removed: 0, rejected: [{ reason: 'value_out_of_range' }] });
    expect(table).toEqual(['a 9', 'b 2']);
  });
});

it.each([
  ['delete', { loaded: 2, updated: 1, removed: 1 }, ['b 3']],
  ['ignore', { loaded: 1, updated: 1, removed: 0, skipped: 1 }, ['a 1', 'b 3']],
] as const)('%s: rows that their source marks as removed', async (removedRows, counts, expected) => {
  const given: Field[] = [...fields, { name: '_change', type: 'text' }];
  const { result, table } = await load({ mode: 'upsert', removedRows }, 'a,,removed\nb,3,changed\n', { given });
  expect(result).toMatchObject(counts);
  expect(table).toEqual(expected);
});

it('changes fields as their policy says, and nothing the second time', async () => {
  await server.client.query(`CREATE TABLE policies (id int PRIMARY KEY, first text, last text, tags text, list jsonb);
    INSERT INTO policies VALUES (1, 'kept', 'kept', 'a;b', '["x"]'), (2, NULL, 'old', NULL, NULL)`);
  const mapping: PostgresTargetSettings['mapping'] = [
    { field: 'id', column: 'id' },
    { field: 'first', column: 'first', policy: 'only_if_empty' },
    { field: 'last', column: 'last', policy: 'never_clear' },
    { field: 'tags', column: 'tags', policy: 'append_to_list' },
    { field: 'list', column: 'list', policy: 'append_to_list' },
  ];
  const types = { id: 'integer', list: 'json' } as Readonly<Record<string, Field['type']>>;
  const given = mapping.map(({ field }) => ({ name: field, type: types[field] ?? ('text' as const) }));
  const lines = '1,new,,b;c,"[""x"",""y""]"\n2,new,new,d,"""z"""\n';
  const settings: Partial<PostgresTargetSettings> = { table: 'policies', mode: 'upsert', keys: ['id'], mapping };
  const loadPolicies = () => postgresTarget.load(server.loadContext(settings, given, lines));
  expect(await loadPolicies()).toMatchObject({ loaded: 2, updated: 2 });
  const { rows: found } = await server.client.query('SELECT * FROM policies ORDER BY id');
  expect(found).toEqual([
    { id: 1, first: 'kept', last: 'kept', tags: 'a;b;c', list: ['x', 'y'] },
    { id: 2, first: 'new', last: 'new', tags: 'd', list: ['z'] },
  ]);
  expect(await loadPolicies()).toMatchObject({ loaded: 0, unchanged: 2 });
});
