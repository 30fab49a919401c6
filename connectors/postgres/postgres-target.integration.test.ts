import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Field } from '#core/graph/field-type.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { postgresTarget } from './postgres-target.ts';
import { createTestServer, type TestServer } from './testing/create-test-server.ts';

const fields: Field[] = [
  { name: 'email', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'spent', type: 'decimal' },
  { name: 'seen', type: 'datetime' },
];
const ana = 'ana@example.com,41,12.50,2026-03-01 10:00:00+00\n';
const leo = 'leo@example.com,,,\n';

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer('target');
});
afterAll(() => server.drop());

async function readTable(table: string, order = 'email'): Promise<unknown[]> {
  const { rows } = await server.client.query(`SELECT * FROM ${table} ORDER BY ${order}`);
  return rows;
}

describe('loading into a table that does not exist', () => {
  it.each(['append', 'upsert', 'replace'] as const)('creates it with the types of the fields: %s', async (mode) => {
    const table = `created_${mode}`;
    const keys = mode === 'upsert' ? ['email'] : [];
    const result = await postgresTarget.load(server.loadContext({ table, mode, keys }, fields, ana + leo));
    expect(result).toMatchObject({ loaded: 2 });
    expect(await readTable(table)).toEqual([
      { email: 'ana@example.com', age: '41', spent: '12.50', seen: new Date('2026-03-01T10:00:00Z') },
      { email: 'leo@example.com', age: null, spent: null, seen: null },
    ]);
  });

  it('keeps blank and empty text apart', async () => {
    await postgresTarget.load(server.loadContext({ table: 'blanks' }, fields.slice(0, 2), '"",1\n,2\n'));
    expect(await readTable('blanks', 'age')).toEqual([
      { email: '', age: '1' },
      { email: null, age: '2' },
    ]);
  });

  it('sets duplicate and blank keys aside on upsert, the last row winning', async () => {
    const rows = 'a,1,,\nb,2,,\na,3,,\n,4,,\n';
    const result = await postgresTarget.load(
      server.loadContext({ table: 'keyed', mode: 'upsert', keys: ['email'] }, fields, rows),
    );
    expect(result).toMatchObject({
      loaded: 2,
      created: 2,
      unchanged: 0,
      rejected: [
        {
          reason: 'key_duplicate',
          field: 'email',
          value: 'a',
          record: '{"email":"a","age":1,"spent":null,"seen":null}',
        },
        { reason: 'key_blank', field: 'email', record: '{"email":null,"age":4,"spent":null,"seen":null}' },
      ],
    });
    expect(await readTable('keyed')).toMatchObject([
      { email: 'a', age: '3' },
      { email: 'b', age: '2' },
    ]);
  });
});

describe('loading into a table that exists', () => {
  it('upserts: adds, changes, and leaves equal rows alone', async () => {
    await server.client.query(`CREATE TABLE people (email text PRIMARY KEY, age int, data json, note text DEFAULT 'kept');
      INSERT INTO people VALUES ('a', 1, '{"x":1}', 'mine'), ('b', 2, '{"x":2}', 'mine')`);
    const peopleFields: Field[] = [...fields.slice(0, 2), { name: 'data', type: 'json' }];
    const result = await postgresTarget.load(
      server.loadContext(
        { table: 'people', mode: 'upsert', keys: ['email'] },
        peopleFields,
        'a,1,"{""x"":1}"\nb,3,"{""x"":2}"\nc,4,\n',
      ),
    );
    expect(result).toMatchObject({ loaded: 2, created: 1, updated: 1, unchanged: 1, rejected: [] });
    expect(await readTable('people')).toEqual([
      { email: 'a', age: 1, data: { x: 1 }, note: 'mine' },
      { email: 'b', age: 3, data: { x: 2 }, note: 'mine' },
      { email: 'c', age: 4, data: null, note: 'kept' },
    ]);
  });

  it('replaces in one transaction: readers see the old rows until the new are there', async () => {
    await server.client.query(`CREATE TABLE replaced (email text, age bigint, spent numeric, seen timestamptz);
      CREATE INDEX replaced_age ON replaced (age); INSERT INTO replaced (email) VALUES ('old')`);
    const seenDuringLoad: unknown[] = [];
    const context = server.loadContext({ table: 'replaced', mode: 'replace' }, fields, ana + leo);
    const result = await postgresTarget.load({
      ...context,
      exportRows: async (format, path) => {
        seenDuringLoad.push(...(await readTable('replaced')));
        return context.exportRows(format, path);
      },
    });
    expect(result).toMatchObject({ loaded: 2 });
    expect(seenDuringLoad).toMatchObject([{ email: 'old' }]);
    expect(await readTable('replaced')).toMatchObject([{ email: 'ana@example.com' }, { email: 'leo@example.com' }]);
  });

  it('maps fields to other columns and leaves the rest out', async () => {
    await server.client.query('CREATE TABLE mapped (mail varchar(40), years int)');
    const mapping = [
      { field: 'age', column: 'years' },
      { field: 'email', column: 'mail' },
    ];
    await postgresTarget.load(server.loadContext({ table: 'mapped', mapping }, fields, ana));
    expect(await readTable('mapped', 'mail')).toEqual([{ mail: 'ana@example.com', years: 41 }]);
  });

  it('sets aside single rows that the table refuses, each with its reason', async () => {
    await server.client.query(`CREATE TABLE plans (plan text PRIMARY KEY); INSERT INTO plans VALUES ('free');
      CREATE TYPE mood AS ENUM ('good', 'bad');
      CREATE TABLE strict (id uuid UNIQUE, code varchar(3) NOT NULL, small smallint CHECK (small > 0),
        plan text REFERENCES plans, mood mood)`);
    const strictFields: Field[] = [
      { name: 'id', type: 'text' },
      { name: 'code', type: 'text' },
      { name: 'small', type: 'integer' },
      { name: 'plan', type: 'text' },
      { name: 'mood', type: 'text' },
    ];
    const id = (last: number) => `00000000-0000-0000-0000-00000000000${last}`;
    const good = Array.from({ length: 1200 }, () => ',abc,1,free,good\n').join('');
    const bad = [
      `${id(1)},abc,5,free,good`,
      `${id(1)},abc,5,free,good`,
      'nope,abc,5,free,good',
      `${id(2)},,5,free,good`,
      `${id(3)},abcd,5,free,good`,
      `${id(4)},abc,70000,free,good`,
      `${id(5)},abc,-1,free,good`,
      `${id(6)},abc,5,gold,good`,
      `${id(7)},abc,5,free,fine`,
    ];
    const result = await postgresTarget.load(
      server.loadContext({ table: 'strict' }, strictFields, `${good}${bad.join('\n')}\n`),
    );
    expect(result.loaded).toBe(1201);
    expect(result.rejected?.map(({ reason, field, value }) => [reason, field, value])).toEqual([
      ['value_duplicate', 'id', id(1)],
      ['value_invalid', 'id', 'nope'],
      ['value_required', 'code', undefined],
      ['value_too_long', 'code', 'abcd'],
      ['value_out_of_range', 'small', '70000'],
      ['check_failed', undefined, undefined],
      ['reference_missing', 'plan', 'gold'],
      ['value_invalid', 'mood', 'fine'],
    ]);
    expect(result.rejected?.[1]?.record).toBe('{"id":"nope","code":"abc","small":5,"plan":"free","mood":"good"}');
  });
});

describe('exactly once', () => {
  it('answers the recorded result when a load is repeated and writes nothing', async () => {
    await server.client.query('CREATE TABLE once (email text NOT NULL, age int)');
    const key = { runId: 'run_1', nodeId: 'node_1' };
    const context = server.loadContext({ table: 'once' }, fields.slice(0, 2), 'a,1\n,2\n', { key });
    const first = await postgresTarget.load(context);
    expect(first).toMatchObject({ loaded: 1, rejected: [{ reason: 'value_required', field: 'email' }] });
    expect(await postgresTarget.load(context)).toEqual({ ...first, alreadyLoaded: true });
    expect(await readTable('once')).toHaveLength(1);
  });

  it('writes once when the same load runs twice at the same time', async () => {
    const context = () =>
      server.loadContext({ table: 'created_append' }, fields, 'twin,1,,\n', { key: { runId: 'run_2', nodeId: 'n' } });
    const results = await Promise.all([postgresTarget.load(context()), postgresTarget.load(context())]);
    expect(results.map(({ loaded }) => loaded)).toEqual([1, 1]);
    const { rowCount } = await server.client.query(`SELECT FROM created_append WHERE email = 'twin'`);
    expect(rowCount).toBe(1);
  });

  it('writes nothing when the connection is lost midway, and everything when repeated', async () => {
    const key = { runId: 'run_3', nodeId: 'n' };
    const lines = function* () {
      for (let index = 0; index < 50_000; index += 1) yield `mid${index},${index},,\n`;
    };
    const killing = async function* () {
      let count = 0;
      for (const line of lines()) {
        count += 1;
        if (count === 25_000) await killCopy();
        yield line;
      }
    };
    const settings = { table: 'interrupted', mode: 'replace' } as const;
    const interrupted = server.loadContext(settings, fields, killing() as unknown as Iterable<string>, { key });
    await expect(postgresTarget.load(interrupted)).rejects.toMatchObject({
      code: 'postgres_connection_lost',
      retryable: true,
    });
    const left = await server.client.query(`SELECT to_regclass('interrupted') AS table`);
    expect(left.rows).toEqual([{ table: null }]);
    const result = await postgresTarget.load(server.loadContext(settings, fields, lines(), { key }));
    expect(result).toMatchObject({ loaded: 50_000 });
  });

  it('stops and writes nothing when cancelled', async () => {
    const controller = new AbortController();
    const context = server.loadContext({ table: 'cancelled' }, fields, '', {
      signal: controller.signal,
      exportRows: async () => {
        controller.abort(new Error('cancelled'));
        return new Promise((_, reject) => setImmediate(reject, new Error('engine stopped')));
      },
    });
    await expect(postgresTarget.load(context)).rejects.toThrow('cancelled');
    const left = await server.client.query(`SELECT to_regclass('cancelled') AS table`);
    expect(left.rows).toEqual([{ table: null }]);
  });

  async function killCopy(): Promise<void> {
    for (;;) {
      const { rowCount } = await server.client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY "public"."interrupted"%' AND state = 'active'`,
      );
      if (rowCount) return;
      await delay(1);
    }
  }
});

describe('what a load refuses before a row moves', () => {
  beforeAll(async () => {
    await server.client.query(`CREATE TABLE customers (email text NOT NULL, age int, total int GENERATED ALWAYS AS (age * 2) STORED);
      CREATE TABLE parents (email text PRIMARY KEY); CREATE TABLE children (parent text REFERENCES parents);
      CREATE VIEW looking AS SELECT * FROM customers;
      DROP ROLE IF EXISTS telar_reader; CREATE ROLE telar_reader LOGIN; GRANT CREATE ON SCHEMA public TO telar_reader;
      GRANT SELECT ON customers TO telar_reader`);
    await server.client.query(
      'CREATE SCHEMA closed; GRANT USAGE ON SCHEMA closed TO telar_reader; CREATE TABLE closed.t (email text, age int); GRANT INSERT ON closed.t TO telar_reader',
    );
  });
  afterAll(async () => {
    await server.client.query('DROP OWNED BY telar_reader; DROP ROLE telar_reader');
  });

  const two = fields.slice(0, 2);
  const cases: [string, Partial<PostgresTargetSettings>, object, { fields?: Field[]; user?: string }?][] = [
    [
      'table missing',
      { table: 'custmers', createTable: false },
      { code: 'postgres_table_missing', params: { table: 'custmers', suggestion: 'customers' } },
    ],
    [
      'schema missing',
      { schema: 'publik', table: 't' },
      { code: 'postgres_schema_missing', params: { suggestion: 'public' } },
    ],
    [
      'column missing',
      { table: 'customers', mapping: [{ field: 'email', column: 'emial' }] },
      { code: 'postgres_column_missing', field: 'mapping', params: { suggestion: 'email' } },
    ],
    [
      'field missing',
      { table: 'customers', mapping: [{ field: 'Email', column: 'email' }] },
      { code: 'mapping_field_missing', params: { suggestion: 'email' } },
    ],
    [
      'type mismatch',
      { table: 'customers' },
      { code: 'postgres_type_mismatch', params: { column: 'age', fieldType: 'text' } },
      { fields: [fields[0]!, { name: 'age', type: 'text' }] },
    ],
    [
      'required column unmapped',
      { table: 'customers' },
      { code: 'postgres_column_required', params: { column: 'email' } },
      { fields: [{ name: 'age', type: 'integer' }] },
    ],
    [
      'generated column',
      { table: 'customers' },
      { code: 'postgres_column_generated' },
      { fields: [...two, { name: 'total', type: 'integer' }] },
    ],
    [
      'column repeated',
      {
        table: 'customers',
        mapping: [
          { field: 'age', column: 'age' },
          { field: 'age', column: 'age' },
        ],
      },
      { code: 'postgres_column_repeated' },
    ],
    [
      'key not unique',
      { table: 'customers', mode: 'upsert', keys: ['email'] },
      { code: 'postgres_key_not_unique', field: 'keys' },
    ],
    ['key not mapped', { table: 'customers', mode: 'upsert', keys: ['mail'] }, { code: 'postgres_key_not_mapped' }],
    [
      'replace of a referenced table',
      { table: 'parents', mode: 'replace' },
      { code: 'postgres_table_referenced', params: { other: 'children' } },
      { fields: [fields[0]!] },
    ],
    ['view', { table: 'looking' }, { code: 'postgres_target_is_view' }],
    [
      'no right to insert',
      { table: 'customers' },
      { code: 'postgres_table_forbidden', params: { action: 'insert' } },
      { user: 'telar_reader' },
    ],
    [
      'no right to make the ledger',
      { schema: 'closed', table: 't' },
      { code: 'postgres_ledger_forbidden' },
      { user: 'telar_reader' },
    ],
  ];

  it.each(cases)('%s', async (_name, settings, error, { fields: given = two, user } = {}) => {
    const { connection } = server;
    const config = { ...connection.config, ...(user && { user }) };
    const context = server.loadContext(settings, given, 'a,1\n', { connection: { ...connection, config } });
    await expect(postgresTarget.load(context)).rejects.toMatchObject(error);
  });
});
