import { readFile } from 'node:fs/promises';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { listTables } from './list-tables.ts';
import { mysqlConnection } from './mysql-connection.ts';
import { mysqlSource } from './mysql-source.ts';
import { createTestMysql, hasMysql, type TestMysql } from './testing/create-test-mysql.ts';

let server: TestMysql;

async function read(settings: object, options?: object): Promise<string> {
  const { scan, feed } = await mysqlSource.extract(server.readContext(settings, options));
  const [text] = await Promise.all([readFile('path' in scan ? scan.path : '', 'utf8'), feed?.()]);
  return text;
}

describe.skipIf(!hasMysql)('on a MySQL or MariaDB server', () => {
  beforeAll(async () => {
    server = await createTestMysql('source');
    await server.client.query(`
      SET SESSION sql_mode = 'ALLOW_INVALID_DATES';
      CREATE TABLE everything (
        id int PRIMARY KEY, big bigint, huge bigint unsigned, price decimal(10,2), ratio float, exact double, yes tinyint(1),
        small tinyint, flag bit(1), bits bit(9), year year, day date, at timestamp(3) NULL, local datetime(6), clock time,
        data json, mood enum('good', 'bad'), tags set('a', 'b'), raw varbinary(20), old varchar(20) CHARACTER SET latin1,
        place point, note text);
      INSERT INTO everything VALUES (1, 9007199254740993, 18446744073709551615, 12.50, 0.1, 0.1, 2, -128, b'1', b'101010101',
        2026, '2026-12-31', '2026-03-01 10:00:00.5', '2026-03-01 11:00:00.123456', '-12:30:01', '{"k": [1]}', 'good', 'a,b',
        x'0022ff', 'café', ST_GeomFromText('POINT(1 2)'), 'two\\nlines, "quoted" 😀');
      INSERT INTO everything (id, yes, ratio, day, at, local, note) VALUES
        (2, 0, 16777216, '0000-00-00', NULL, '0000-00-00', ''), (3, NULL, 3.4e38, NULL, NULL, NULL, NULL);
      CREATE VIEW seen AS SELECT id, note FROM everything;
      ANALYZE TABLE everything`);
  });
  afterAll(() => server.drop());

  it('discovers every type and writes what the engine reads', async () => {
    const { fields, totalRows } = await mysqlSource.discover(server.readContext({ table: 'everything' }));
    const types = fields.map(({ name, type }) => `${name} ${type}`).join(', ');
    expect(types).toBe(
      'id integer, big integer, huge integer, price decimal, ratio number, exact number, yes boolean, small integer, ' +
        'flag boolean, bits integer, year integer, day date, at datetime, local datetime, clock text, data json, ' +
        'mood text, tags text, raw text, old text, place text, note text',
    );
    expect(totalRows).toBe(3);
    const { scan } = await mysqlSource.extract(server.readContext({ table: 'everything', fields: [] as never }));
    expect(scan).toMatchObject({ format: 'csv', quotedEmptyIsText: true });
    expect(await read({ table: 'everything', fields: fields as SourceField[] })).toBe(
      '1,9007199254740993,18446744073709551615,12.50,0.1,0.1,true,-128,true,341,2026,2026-12-31,' +
        '2026-03-01 10:00:00.500,2026-03-01 11:00:00.123456,"-12:30:01","{""k"": [1]}","good","a,b",ACL/,"café",' +
        '"POINT(1 2)","two\nlines, ""quoted"" 😀"\n' +
        '2,,,,16777216,,false,,,,,,,,,,,,,,,""\n3,,,,3.4e+38,,,,,,,,,,,,,,,,,\n',
    );
  });

  it('reads chosen columns under new names and as other types, and only so many rows for a sample', async () => {
    const fields = [
      { name: 'Remark', type: 'text', path: ['note'] },
      { name: 'yes', type: 'integer' },
      { name: 'day', type: 'text' },
    ];
    expect(await read({ table: 'everything', fields }, { limit: 2 })).toBe(
      '"two\nlines, ""quoted"" 😀",2,"2026-12-31"\n"",0,"0000-00-00"\n',
    );
  });

  it('reads what a query gives, with names that need quoting and a comment at its end', async () => {
    const query = 'SELECT id AS `a``b`, "text" AS t FROM everything ORDER BY id; ';
    const { fields } = await mysqlSource.discover(server.readContext({ mode: 'query', query }));
    expect(fields.map(({ name }) => name)).toEqual(['a`b', 't']);
    expect(
      await read({ mode: 'query', query: `${query.replace(';', '')} -- all`, fields: fields as SourceField[] }),
    ).toBe('1,"text"\n2,"text"\n3,"text"\n');
  });

  it.each([
    ['integer', 'id', '2', '2\n3\n'],
    ['text', 'note', 'two', '1\n3\n'],
    ['decimal', 'price', '12.5000000000', '1\n2\n3\n'],
    ['number', 'ratio', '16777216', '2\n3\n'],
    ['date', 'day', '2026-12-31', '1\n2\n3\n'],
    ['datetime', 'local', '2026-03-01 11:00:00.123456+00', '1\n2\n3\n'],
    ['datetime', 'local', '2026-03-01T11:00:00.124Z', '2\n3\n'],
  ])('reads from a value of type %s on (%s from %s), and rows that have none', async (type, field, from, rows) => {
    const fields = [{ name: 'id', type: 'integer' }] as const;
    const cursor = field === 'id' ? [] : [{ name: field, type }];
    const settings = { table: 'everything', fields: [...fields, ...cursor] };
    const text = await read(settings, { since: { field, from } });
    const ids = text.match(/^\d(?=,|$)/gm)?.join('\n');
    expect(`${ids}\n`).toBe(rows);
  });

  it('keeps its horizon before a transaction that is still writing', async () => {
    const writer = await createTestMysql('writer');
    await writer.client.query('CREATE TABLE t (id int) ENGINE = InnoDB; START TRANSACTION; INSERT INTO t VALUES (1)');
    const readClock = async () => {
      const [rows] = await writer.client.query<RowDataPacket[]>(
        `SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ') AS now`,
      );
      return String(rows[0]?.now);
    };
    const written = await readClock();
    const context = server.readContext(
      { table: 'everything', fields: [{ name: 'id', type: 'integer' }] },
      { since: { field: 'id', from: null } },
    );
    const readHorizon = async () => {
      const { scan, feed, horizon } = await mysqlSource.extract(context);
      await Promise.all([readFile('path' in scan ? scan.path : ''), feed?.()]);
      return horizon?.() ?? '';
    };
    await expect.poll(readClock, { timeout: 5000 }).toSatisfy((now) => Date.parse(now) > Date.parse(written) + 1500);
    expect((await readHorizon()) <= written).toBe(true);
    await writer.client.query('COMMIT');
    await expect.poll(async () => (await readHorizon()) > written, { timeout: 5000 }).toBe(true);
    await writer.drop();
  });

  it('lists tables and views with their columns', async () => {
    const tables = (await listTables(server.connection)).filter(({ schema }) => schema === '');
    expect(tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['everything', 'table'],
      ['seen', 'view'],
    ]);
    expect(tables[0]).toMatchObject({ estimatedRows: 3 });
    expect(tables[0]?.columns[3]).toEqual({ name: 'price', type: 'decimal(10,2)', nullable: true, primaryKey: false });
    expect(tables[0]?.columns[0]).toMatchObject({ name: 'id', nullable: false, primaryKey: true });
  });

  it('streams more than fits between the server and a slow reader', async () => {
    const query = `SELECT a.id, REPEAT('x', 1000) AS t FROM ${Array.from('abcdefghij', (name) => `everything ${name}`).join(', ')}`;
    const fields = [{ name: 't', type: 'text' }];
    const text = await read({ mode: 'query', query, fields });
    expect(text.length).toBe(3 ** 10 * 1003);
  });

  it('fails when the connection is lost between two rows', async () => {
    const query = `SELECT id, SLEEP(IF(id = 1, 0, 600)) AS x FROM everything`;
    const reading = read({ mode: 'query', query, fields: [{ name: 'x', type: 'integer' }] });
    const failure = expect(reading).rejects.toMatchObject({ code: 'mysql_connection_lost', retryable: true });
    const find = async () => {
      const sql = `SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT source.%SLEEP(IF%'`;
      const [found] = await server.client.query({ sql, rowsAsArray: true });
      return (found as number[][]).flat();
    };
    await expect.poll(find).toHaveLength(1);
    for (const thread of await find()) await server.client.query(`KILL ${thread}`);
    await failure;
  });

  it('stops on the server when cancelled', async () => {
    const controller = new AbortController();
    const context = { mode: 'query', query: 'SELECT SLEEP(600) AS x', fields: [{ name: 'x', type: 'integer' }] };
    const reading = read(context, { signal: controller.signal });
    const countRunning = async () => {
      const like = 'SELECT source.%SLEEP(600)%';
      const sql = 'SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE INFO LIKE ?';
      const [rows] = await server.client.query(sql, [like]);
      return (rows as { n: number }[])[0]?.n;
    };
    await expect.poll(countRunning).toBe(1);
    controller.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
    await expect.poll(countRunning).toBe(0);
  });

  it.each([
    ['table missing', { table: 'everythin' }, 'mysql_table_missing', { suggestion: 'everything' }],
    ['not SQL', { mode: 'query', query: 'SELEKT 1' }, 'mysql_query_invalid', {}],
    [
      'two statements',
      { mode: 'query', query: 'SELECT 1) AS t; DROP TABLE everything; --' },
      'mysql_query_invalid',
      {},
    ],
    ['one name twice', { mode: 'query', query: 'SELECT 1 AS a, 2 AS a' }, 'mysql_column_repeated', {}],
    ['query of a missing table', { mode: 'query', query: 'SELECT * FROM nowhere' }, 'mysql_relation_missing', {}],
    ['writing', { mode: 'query', query: 'DELETE FROM everything' }, 'mysql_query_invalid', {}],
  ])('refuses to discover: %s', async (_name, settings, code, params) => {
    const discovering = mysqlSource.discover(server.readContext(settings as object));
    await expect(discovering).rejects.toMatchObject({ code, params });
  });

  it('refuses a query that writes by way of a function', async () => {
    await server.client.query(`CREATE FUNCTION meddle() RETURNS int MODIFIES SQL DATA
      BEGIN DELETE FROM everything; RETURN 1; END`);
    const settings = { mode: 'query', query: 'SELECT meddle() AS x', fields: [{ name: 'x', type: 'integer' }] };
    await expect(read(settings)).rejects.toMatchObject({ code: 'mysql_read_only' });
  });

  it.each([
    ['column gone', [{ name: 'nte', type: 'text' }], 'mysql_column_missing', { suggestion: 'note' }],
    ['type changed', [{ name: 'day', type: 'integer' }], 'mysql_column_type_changed', { actual: 'date' }],
  ])('refuses to extract: %s', async (_name, fields, code, params) => {
    const drift = { shape: 'stop', missing: 'stop', values: 'reject', ignored: [] };
    const settings = { table: 'everything', fields, drift } as object;
    await expect(mysqlSource.extract(server.readContext(settings))).rejects.toMatchObject({ code, params });
  });

  it('says which fields there are, and reads one that is gone as blank where that was decided', async () => {
    const shape = await mysqlSource.inspect?.(server.readContext({ table: 'everything' }));
    expect(shape?.fields.find(({ name }) => name === 'day')).toMatchObject({ type: 'date', certainty: 'told' });
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'gone', type: 'text', drift: { missing: 'blank' } },
      { name: 'day', type: 'integer' },
    ];
    const { scan } = await mysqlSource.extract(server.readContext({ table: 'everything', fields } as object));
    // A day that is kept as a number is judged value by value.
    expect(scan).toMatchObject({ lenient: true, columns: [{ name: 'id' }, { name: 'gone' }, { misfit: 'reject' }] });
    expect(await read({ table: 'everything', fields: fields.slice(0, 2) })).toMatch(/^1,\n/);
  });

  const http = { request: () => Promise.reject(new Error('unused')) };
  const test = (config: object) =>
    mysqlConnection.test(
      { ...server.connection, config: { ...server.connection.config, ...config } },
      { http, signal: new AbortController().signal },
    );

  it('answers the kind and version of the server', async () => {
    expect(await test({})).toMatch(/^(MySQL|MariaDB) \d+\.\d+/);
  });

  it('says what is wrong: no TLS on the server', async ({ skip }) => {
    const [rows] = await server.client.query<RowDataPacket[]>(`SHOW VARIABLES LIKE 'have_ssl'`);
    if (rows[0]?.Value !== 'DISABLED') skip('this server encrypts');
    await expect(test({ tls: 'require' })).rejects.toMatchObject({ code: 'mysql_tls_unsupported' });
  });

  it.each([
    ['nobody listens', { port: 1 }, 'mysql_connection_refused'],
    ['host unknown', { host: 'nowhere.invalid' }, 'mysql_host_unknown'],
    ['database missing', { database: 'nowhere' }, 'mysql_database_missing'],
    ['user missing', { user: 'nobody_here' }, 'mysql_password_wrong'],
    ['host left out', { host: '' }, 'connection_setting_invalid'],
  ])('says what is wrong: %s', async (_name, config, code) => {
    await expect(test(config)).rejects.toMatchObject({ code });
  });
});
