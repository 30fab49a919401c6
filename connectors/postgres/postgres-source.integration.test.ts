import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { listTables } from './list-tables.ts';
import { postgresConnection } from './postgres-connection.ts';
import { postgresSource } from './postgres-source.ts';
import { createTestServer, readExtraction, type TestServer } from './testing/create-test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer('source');
  await server.client.query(`
    CREATE TYPE mood AS ENUM ('good');
    CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
    CREATE TABLE everything (
      id int PRIMARY KEY, big bigint, price numeric(10,2), free numeric, ratio float8, yes bool, day date,
      at timestamptz, local timestamp, tags text[], data jsonb, mood mood, mail email, uid uuid, raw bytea, note varchar(20));
    INSERT INTO everything VALUES (1, 9007199254740993, 12.50, 1.5, 0.1, true, '2026-12-31', '2026-03-01 11:00:00+01',
      '2026-03-01 11:00:00', '{a,"b,c"}', '{"k": [1]}', 'good', 'a@b', '00000000-0000-0000-0000-000000000001', 'hi',
      E'two\nlines');
    INSERT INTO everything (id, note) VALUES (2, ''), (3, NULL);
    CREATE VIEW seen AS SELECT id, note FROM everything;
    ANALYZE everything`);
});
afterAll(() => server.drop());

async function read(settings: object, options?: object): Promise<string> {
  return readExtraction(await postgresSource.extract(server.readContext(settings, options)));
}

describe('postgres source', () => {
  it('discovers every type and streams what the engine reads natively', async () => {
    const { fields, totalRows } = await postgresSource.discover(server.readContext({ table: 'everything' }));
    expect(fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id integer',
      'big integer',
      'price decimal',
      'free decimal',
      'ratio number',
      'yes boolean',
      'day date',
      'at datetime',
      'local datetime',
      'tags json',
      'data json',
      'mood text',
      'mail text',
      'uid text',
      'raw text',
      'note text',
    ]);
    expect(totalRows).toBe(3);
    expect(await read({ table: 'everything', fields: fields as SourceField[] })).toBe(
      `1,9007199254740993,12.50,1.5,0.1,true,2026-12-31,2026-03-01 10:00:00+00,2026-03-01 11:00:00,` +
        `"[""a"", ""b,c""]","{""k"": [1]}",good,a@b,00000000-0000-0000-0000-000000000001,aGk=,"two\nlines"\n` +
        `2,,,,,,,,,,,,,,,""\n3,,,,,,,,,,,,,,,\n`,
    );
  });

  it('reads chosen columns under new names, and only so many rows for a sample', async () => {
    const fields = [
      { name: 'Remark', type: 'text', path: ['note'] },
      { name: 'id', type: 'integer' },
    ];
    expect(await read({ table: 'everything', fields }, { limit: 1 })).toBe('"two\nlines",1\n');
  });

  it('runs a query that repeats a column name and ends in a comment', async () => {
    const query = 'SELECT id, id FROM everything ORDER BY id; ';
    const { fields } = await postgresSource.discover(server.readContext({ mode: 'query', query }));
    expect(fields.map(({ name }) => name)).toEqual(['id', 'id 2']);
    expect(
      await read({
        mode: 'query',
        query: 'SELECT id AS id, 7 AS n FROM everything -- all',
        fields: [{ name: 'n', type: 'integer' }],
      }),
    ).toBe('7\n7\n7\n');
  });

  it('lists tables and views with their columns', async () => {
    const tables = await listTables(server.connection);
    expect(tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['everything', 'table'],
      ['seen', 'view'],
    ]);
    expect(tables[0]).toMatchObject({ schema: 'public', estimatedRows: 3 });
    expect(tables[0]?.columns.slice(0, 3)).toMatchObject([
      { name: 'id', type: 'integer', nullable: false, primaryKey: true },
      { name: 'big', type: 'bigint', nullable: true, primaryKey: false },
      { name: 'price', type: 'numeric(10,2)', nullable: true, primaryKey: false },
    ]);
  });

  it('says what one has to know to write into a column', async () => {
    await server.client.query(`CREATE TYPE plan AS ENUM ('free', 'pro'); CREATE TABLE wanted (id int PRIMARY KEY,
      plan plan NOT NULL, stage varchar(8) CHECK (stage IN ('lead', 'it''s won')), origin text NOT NULL DEFAULT 'web',
      born date, label text GENERATED ALWAYS AS (upper(origin)) STORED)`);
    const tables = await listTables(server.connection);
    const columns = tables.find(({ name }) => name === 'wanted')?.columns ?? [];
    expect(Object.fromEntries(columns.map(({ name, writing }) => [name, writing]))).toMatchObject({
      id: { required: true, fieldType: 'integer', values: null },
      plan: { required: true, fieldType: 'text', values: ['free', 'pro'] },
      stage: { required: false, maxLength: 8, values: ['lead', "it's won"] },
      origin: { required: false },
      born: { fieldType: 'date' },
      label: { generated: true },
    });
    await server.client.query('DROP TABLE wanted; DROP TYPE plan');
  });

  it('stops on the server when cancelled', async () => {
    const controller = new AbortController();
    const query = 'SELECT pg_sleep(600)::text AS x';
    const context = { mode: 'query', query, fields: [{ name: 'x', type: 'text' }] };
    const extraction = await postgresSource.extract(
      server.readContext(context as object, { signal: controller.signal }),
    );
    const reading = readExtraction(extraction);
    const isRunning = `SELECT FROM pg_stat_activity WHERE query LIKE 'COPY (SELECT % pg_sleep%' AND state = 'active'`;
    await expect.poll(async () => (await server.client.query(isRunning)).rowCount).toBe(1);
    controller.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
    await expect.poll(async () => (await server.client.query(isRunning)).rowCount).toBe(0);
  });

  it.each([
    ['table missing', { table: 'everythin' }, 'postgres_table_missing', { suggestion: 'everything' }],
    ['not SQL', { mode: 'query', query: 'SELEKT 1' }, 'postgres_query_invalid', {}],
    [
      'two statements',
      { mode: 'query', query: 'SELECT 1) AS t; DROP TABLE everything; --' },
      'postgres_query_invalid',
      {},
    ],
    ['writing', { mode: 'query', query: 'DELETE FROM everything' }, 'postgres_query_invalid', {}],
    ['writing function', { mode: 'query', query: `SELECT nextval('s')` }, 'postgres_relation_missing', {}],
  ])('refuses to discover: %s', async (_name, settings, code, params) => {
    await expect(postgresSource.discover(server.readContext(settings as object))).rejects.toMatchObject({
      code,
      params,
    });
  });

  it.each([
    ['column gone', [{ name: 'nte', type: 'text' }], 'postgres_column_missing', { suggestion: 'note' }],
    ['type changed', [{ name: 'day', type: 'integer' }], 'postgres_column_type_changed', { actual: 'date' }],
  ])('refuses to extract: %s', async (_name, fields, code, params) => {
    const drift = { shape: 'stop', missing: 'stop', values: 'reject', ignored: [] };
    const settings = { table: 'everything', fields, drift } as object;
    await expect(postgresSource.extract(server.readContext(settings))).rejects.toMatchObject({ code, params });
  });
});

describe('postgres connection', () => {
  const http = { request: () => Promise.reject(new Error('unused')) };
  const test = (config: object) =>
    postgresConnection.test(
      { ...server.connection, config: { ...server.connection.config, ...config } },
      { http, signal: new AbortController().signal },
    );

  it('answers the version of the server', async () => {
    expect(await test({})).toMatch(/^PostgreSQL \d+/);
  });

  it.each([
    ['nobody listens', { port: 1 }, 'postgres_connection_refused'],
    ['host unknown', { host: 'nowhere.invalid' }, 'postgres_host_unknown'],
    ['database missing', { database: 'nowhere' }, 'postgres_database_missing'],
    ['role missing', { user: 'nobody_here' }, 'postgres_login_refused'],
    ['no TLS on the server', { tls: 'require' }, 'postgres_tls_unsupported'],
    ['host left out', { host: '' }, 'connection_setting_invalid'],
  ])('says what is wrong: %s', async (_name, config, code) => {
    await expect(test(config)).rejects.toMatchObject({ code });
  });
});
