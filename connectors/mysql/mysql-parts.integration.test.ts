import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Division } from '#connectors/kit/connector.ts';
import { mysqlParts } from './mysql-parts.ts';
import { createTestMysql, hasMysql, type TestMysql } from './testing/create-test-mysql.ts';

const rows = 6_000;
let server: TestMysql;

describe.skipIf(!hasMysql)('parts of a table on a MySQL or MariaDB server', () => {
  beforeAll(async () => {
    server = await createTestMysql('parts');
    const digits = Array.from({ length: 4 }, (_, place) => `digits ${'abcd'[place]}`).join(', ');
    const numbers = `SELECT a.d * 1000 + b.d * 100 + c.d * 10 + d.d + 1 AS n FROM ${digits} HAVING n <= ${rows}`;
    await server.client.query(`
      CREATE TABLE digits (d int PRIMARY KEY); INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9);
      CREATE TABLE even (id int PRIMARY KEY, note text);
      INSERT INTO even SELECT n - 3000, 'a' FROM (${numbers}) AS numbers;
      CREATE TABLE huge (id bigint unsigned, line int, note text, PRIMARY KEY (id, line));
      INSERT INTO huge SELECT 18446744073709551615 - (n DIV 2) * (n DIV 2), n, 'a' FROM (${numbers}) AS numbers;
      CREATE TABLE words (id varchar(40) CHARACTER SET latin1 COLLATE latin1_spanish_ci PRIMARY KEY, note text);
      INSERT INTO words SELECT CONCAT(ELT(n % 7 + 1, 'ñu', 'Ñandú', 'a', 'Á', 'z "', 'zeta\\'s', '%'), n), 'a'
        FROM (${numbers}) AS numbers;
      CREATE TABLE bytes (id binary(16) PRIMARY KEY, note text);
      INSERT INTO bytes SELECT UNHEX(MD5(n)), 'a' FROM (${numbers}) AS numbers;
      CREATE TABLE keyless (id int, note text); INSERT INTO keyless SELECT id, note FROM even;
      CREATE TABLE moments (id datetime(6) PRIMARY KEY, note text); INSERT INTO moments SELECT '2026-01-01' + INTERVAL id DAY, 'a' FROM even;
      CREATE VIEW seen AS SELECT * FROM even;
      ANALYZE TABLE even, huge, words, bytes, keyless, moments`);
  });
  afterAll(() => server.drop());

  const contextOf = (settings: object) =>
    server.readContext({
      ...settings,
      fields: [
        { name: 'id', type: 'text' },
        { name: 'note', type: 'text' },
      ],
    });
  const divide = (settings: object, parts: 'automatic' | number = 5) =>
    mysqlParts.divide(contextOf(settings), { parts, earlier: null }, async (division) => division);

  async function readAll(settings: object, { ranges, state }: Division, meanwhile = async (_part: number) => {}) {
    const read: { lines: string[]; rows: number }[] = [];
    for (const [part, range] of ranges.entries()) {
      const path = `${server.readContext({}).folder}/${crypto.randomUUID()}`;
      const contents = await mysqlParts.read(contextOf(settings), { range, state }, path);
      const text = await readFile(path, 'utf8');
      expect(contents.bytes).toBe(Buffer.byteLength(text));
      read.push({ lines: text.split('\n').slice(0, -1), rows: contents.rows });
      await meanwhile(part);
    }
    return read;
  }

  it.each(['even', 'huge', 'words', 'bytes'])('hold every row once and are about equal: %s', async (table) => {
    const division = await divide({ table });
    if (division === null) throw new Error('not divided');
    const read = await readAll({ table }, division);
    expect(read).toHaveLength(5);
    for (const part of read) expect(part.rows).toBeGreaterThan(rows / 5 / 2);
    expect(read.reduce((sum, part) => sum + part.rows, 0)).toBe(rows);
    const [whole] = await readAll({ table }, { ...division, ranges: [{ key: 'id', from: null, to: null }] });
    expect(read.flatMap(({ lines }) => lines).sort()).toEqual(whole?.lines.sort());
  });

  it.each([
    ['a table without a key', { table: 'keyless' }],
    ['a key of moments', { table: 'moments' }],
    ['a view', { table: 'seen' }],
    ['a query', { mode: 'query', query: 'SELECT * FROM even' }],
  ])('are not made of %s', async (_name, settings) => expect(await divide(settings)).toBeNull());

  it('are not made of a small table unless somebody wants them', async () => {
    expect(await divide({ table: 'even' }, 'automatic')).toBeNull();
  });

  it('hold a row that stays once, whatever else becomes of the table while they are read', async () => {
    const division = await divide({ table: 'even' });
    if (division === null) throw new Error('not divided');
    expect(division).toMatchObject({ state: null, stable: true });
    const read = await readAll({ table: 'even' }, division, async (part) => {
      if (part !== 1) return;
      await server.client.query(`DELETE FROM even WHERE id % 2 = 0; INSERT INTO even VALUES (-5000, 'b'), (9000, 'b');
        UPDATE even SET note = 'c'`);
    });
    const ids = read.flatMap(({ lines }) => lines.map((line) => Number(/-?\d+/.exec(line)?.[0])));
    expect(new Set(ids).size).toBe(ids.length);
    for (let id = -2999; id <= 3000; id += 2) if (id % 2 !== 0) expect(ids).toContain(id);
    expect([ids.includes(-5000), ids.includes(9000)]).toEqual([false, true]);
  });

  it('are given up when the key they were made by is another now', async () => {
    const range = { key: 'gone', from: '1', to: null };
    const reading = mysqlParts.read(contextOf({ table: 'even' }), { range, state: null }, '/nowhere');
    await expect(reading).rejects.toMatchObject({ code: 'source_state_gone' });
  });
});
