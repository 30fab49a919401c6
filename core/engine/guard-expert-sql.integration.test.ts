import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expertSql, renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createEnginePool } from './engine-pool.ts';
import type { EngineSession } from './engine-session.ts';
import { guardExpertSql } from './guard-expert-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'telar-guard-'));
const pool = createEnginePool({ warm: 0, maxSessions: 1 });
let session: EngineSession;

beforeAll(async () => {
  session = await pool.open({ folder, storage: 'memory', memoryLimitMb: 200, deadlineMs: 60_000 });
  writeFileSync(join(folder, 'secret.csv'), 'a\n1\n');
  await session.execute({ text: "CREATE TABLE contacts AS SELECT 1 AS id, 'Ana' AS name", values: [] });
  await session.execute({ text: 'CREATE TABLE secrets AS SELECT 42 AS secret', values: [] });
});

afterAll(async () => {
  await session.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

async function guard(query: string): Promise<SqlQuery> {
  const fragment = sql`WITH input AS (SELECT * FROM contacts) SELECT * FROM (${expertSql(query, ['input'])})`;
  return renderSql(await guardExpertSql(session, fragment));
}

async function refusalOf(query: string): Promise<string> {
  try {
    await guard(query);
  } catch (error) {
    if (error instanceof TelarError) return error.code;
    throw error;
  }
  return 'passed';
}

describe('guardExpertSql', () => {
  it.each([
    ['SELECT id, upper(name) AS n FROM input', [[1, 'ANA']]],
    ['FROM input -- all of it', [[1, 'Ana']]],
    [
      "WITH t AS (SELECT * FROM input), u AS (SELECT id FROM t) SELECT count(*) AS n FROM u WHERE 'a;b' <> '--'",
      [['1']],
    ],
    ['WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t WHERE a < 3) SELECT max(a) AS m FROM t', [[3]]],
    ['SELECT a.id, row_number() OVER (ORDER BY b.name) AS n FROM input a JOIN INPUT b USING (id)', [[1, '1']]],
    ['SELECT unnest([1, 2]) AS x UNION ALL SELECT id FROM input ORDER BY x', [[1], [1], [2]]],
    ['SELECT list_transform([id], lambda x: x + 1)[1] AS y, nullif(id, 2) AS z FROM input', [[2, 1]]],
    ["SELECT CASE WHEN EXISTS (SELECT 1 FROM input) THEN split_part(name, 'n', 1) END AS a FROM input", [['A']]],
    ['SELECT x FROM range(2) r(x), (VALUES (1)) v(y)', [['0'], ['1']]],
    [
      'UNPIVOT (SELECT id, 2 AS two FROM input) ON id, two INTO NAME n VALUE v',
      [
        ['id', 1],
        ['two', 2],
      ],
    ],
    ['SELECT current_date IS NOT NULL AS d', [[true]]],
  ])('lets %s run', async (query, rows) => {
    expect((await session.queryRows(await guard(query))).rows).toEqual(rows);
  });

  it.each([
    // Other tables, however they are reached.
    ['SELECT * FROM secrets', 'sql_table'],
    ['SELECT * FROM contacts', 'sql_table'],
    ['SELECT * FROM main.input', 'sql_table'],
    ['SELECT * FROM memory.main.secrets', 'sql_table'],
    ['SELECT * FROM rejected_rows', 'sql_table'],
    ['SELECT (SELECT max(secret) FROM secrets) AS s FROM input', 'sql_table'],
    ['SELECT * FROM input WHERE EXISTS (FROM secrets)', 'sql_table'],
    ['SELECT * FROM input UNION ALL SELECT secret, NULL FROM secrets', 'sql_table'],
    ['SELECT * FROM input, LATERAL (SELECT * FROM secrets)', 'sql_table'],
    ['WITH a AS (SELECT * FROM secrets), secrets AS (SELECT 1) SELECT * FROM a', 'sql_table'],
    ['WITH secrets AS (SELECT * FROM secrets) SELECT * FROM secrets', 'sql_table'],
    ['SELECT * FROM (WITH secrets AS (SELECT 1) SELECT * FROM secrets), secrets', 'sql_table'],
    ['SELECT list_transform([1], lambda x: (SELECT max(secret) FROM secrets)) AS l', 'sql_table'],
    ['SELECT * FROM information_schema.tables', 'sql_table'],
    ['SELECT * FROM duckdb_tables', 'sql_table'],
    ['SELECT * FROM sqlite_master', 'sql_table'],
    ['SELECT * FROM pg_catalog.pg_class', 'sql_table'],
    ['TABLE secrets', 'sql_table'],
    ['SELECT * FROM input ORDER BY (SELECT max(secret) FROM secrets)', 'sql_table'],
    ['SELECT * FROM input LIMIT (SELECT max(secret) FROM secrets)', 'sql_table'],
    ['SELECT sum(id) FILTER (WHERE id IN (FROM secrets)) AS s FROM input', 'sql_table'],
    ['SELECT sum(id) OVER (ORDER BY (SELECT max(secret) FROM secrets)) AS s FROM input', 'sql_table'],
    ['UNPIVOT secrets ON secret INTO NAME n VALUE v', 'sql_table'],
    // Files and addresses.
    [`SELECT * FROM '${folder}/secret.csv'`, 'sql_table'],
    [`SELECT * FROM read_csv('${folder}/secret.csv')`, 'sql_function'],
    [`SELECT * FROM read_text('${folder}/secret.csv')`, 'sql_function'],
    ["SELECT * FROM read_parquet('https://example.com/x.parquet')", 'sql_function'],
    ["SELECT * FROM read_json_auto('/etc/passwd')", 'sql_function'],
    ["SELECT * FROM glob('/**')", 'sql_function'],
    ["SELECT * FROM sniff_csv('/etc/passwd')", 'sql_function'],
    ["SELECT * FROM parquet_metadata('x')", 'sql_function'],
    ["COPY (SELECT 1) TO '/tmp/x'", 'sql_not_select'],
    ["ATTACH '/tmp/x.db'", 'sql_not_select'],
    ['INSTALL httpfs', 'sql_not_select'],
    ["LOAD '/tmp/x.so'", 'sql_not_select'],
    ["EXPORT DATABASE '/tmp/x'", 'sql_not_select'],
    // What is around the query.
    ["SELECT getenv('HOME')", 'sql_function'],
    ["SELECT current_setting('temp_directory')", 'sql_function'],
    ["SELECT getvariable('x')", 'sql_function'],
    ['SELECT version()', 'sql_function'],
    ['SELECT current_user', 'sql_function'],
    ['SELECT current_query()', 'sql_function'],
    ["SELECT system.main.current_setting('threads')", 'sql_function'],
    ["SELECT input.current_setting('threads') FROM input", 'sql_function'],
    ["SELECT ('threads').current_setting()", 'sql_function'],
    ["SELECT main.current_setting('threads')", 'sql_function'],
    ["SELECT [current_setting('threads')] AS s", 'sql_function'],
    ['SELECT * FROM duckdb_settings()', 'sql_function'],
    ['SELECT * FROM duckdb_secrets()', 'sql_function'],
    ['SELECT * FROM pragma_version()', 'sql_function'],
    ["SELECT * FROM query('SELECT * FROM secrets')", 'sql_function'],
    ["SELECT * FROM query_table('secrets')", 'sql_function'],
    ["SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM secrets'))", 'sql_function'],
    ["SELECT json_serialize_plan('SELECT * FROM secrets')", 'sql_function'],
    ['SELECT pg_get_viewdef(1)', 'sql_function'],
    ["SELECT nextval('s')", 'sql_function'],
    ["SELECT write_log('x')", 'sql_function'],
    ['SELECT sleep_ms(100000)', 'sql_function'],
    ["SELECT error('x')", 'sql_function'],
    ['SELECT setseed(0.5)', 'sql_function'],
    ['SELECT histogram FROM histogram(secrets, secret)', 'sql_function'],
    // More or other than one SELECT.
    ['SELECT 1; SELECT 2', 'sql_not_select'],
    ['SELECT 1;', 'sql_semicolon'],
    ['SELECT 1 -- x\n;', 'sql_semicolon'],
    ['SELECT 1; -- x', 'passed'],
    ['DROP TABLE secrets', 'sql_not_select'],
    ['DELETE FROM secrets', 'sql_not_select'],
    ['UPDATE secrets SET secret = 1', 'sql_not_select'],
    ['WITH x AS (DELETE FROM secrets RETURNING *) SELECT * FROM x', 'sql_not_understood'],
    ['SET threads = 1', 'sql_not_select'],
    ['PRAGMA database_list', 'sql_not_select'],
    ['CALL duckdb_settings()', 'sql_not_select'],
    ['EXPLAIN SELECT 1', 'sql_not_select'],
    ['PREPARE p AS SELECT 1', 'sql_not_select'],
    ['SHOW TABLES', 'sql_part'],
    ['DESCRIBE secrets', 'sql_part'],
    ['SELECT * FROM (SUMMARIZE secrets)', 'sql_part'],
    ['', 'sql_not_select'],
    ['-- nothing', 'sql_not_select'],
    // Out of the parentheses.
    ['SELECT 1) x, secrets, (SELECT 2', 'sql_not_understood'],
    ['SELECT 1) UNION ALL (SELECT secret FROM secrets', 'sql_not_understood'],
    ['SELECT 1 /*', 'sql_not_understood'],
    ['SELECT 1 $x$', 'sql_not_understood'],
    ['SELECT 1\0) UNION ALL (SELECT secret FROM secrets', 'sql_not_understood'],
    ['SELECT $1', 'sql_part'],
    ['SELECT ?', 'sql_part'],
  ])('refuses %s with %s', async (query, code) => {
    const refusal = await refusalOf(query);
    if (code === 'passed') {
      // Let through to the engine, which finds no end of the parenthesis.
      expect(refusal).toBe('passed');
      await expect(session.queryRows(await guard(query))).rejects.toMatchObject({ code: 'engine_query_invalid' });
    } else expect(refusal).toBe(code);
  });

  it('does not let a query render that was not looked at', () => {
    expect(() => renderSql(sql`SELECT * FROM (${expertSql('SELECT * FROM input', ['input'])})`)).toThrow(/guard/);
  });
});
