import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { fullSync } from '#core/graph/nodes/source-sync.ts';
import { createTestLogicalServer, type TestLogicalServer } from '../testing/create-test-logical-server.ts';
import { readExtraction } from '../testing/create-test-server.ts';
import { collectChangedKeys } from './collect-changed-keys.ts';
import { extractChanges } from './extract-changes.ts';
import { formatReadPosition, parseReadPosition } from './log-position.ts';

let server: TestLogicalServer;
let client: Client;
let folder: string;
const slot = 'telar_test';

beforeAll(async () => {
  server = await createTestLogicalServer();
  client = await server.connect();
  folder = await mkdtemp(join(tmpdir(), 'telar-changes-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => client.query('DROP TABLE IF EXISTS t'));

const text = (...names: string[]) => names.map((name): SourceField => ({ name, type: 'text' }));

async function read(fields: readonly SourceField[], keys: readonly string[], from: string | null, account = {}) {
  const unused = () => Promise.reject(new Error('unused'));
  const config = { ...server.config, ...account };
  const secret = { password: server.password };
  const extraction = await extractChanges(
    {
      settings: {
        connectionId: 'c',
        mode: 'table',
        schema: 'public',
        table: 't',
        query: '',
        fields: [...fields],
        sync: fullSync,
      },
      connection: { id: 'conn_test', config, secret, createSocket: () => new Socket() },
      folder,
      signal: new AbortController().signal,
      event: null,
      http: { request: unused },
      resolveFile: unused,
      inspectParquet: unused,
    },
    { slot, from, keys, keep: true },
  );
  const rows = await readExtraction(extraction);
  return { rows: rows.split('\n').slice(0, -1).sort(), position: extraction.horizon?.() ?? '' };
}

describe('extracting changes', () => {
  it.each([
    ['a primary key of several columns', ''],
    ['the whole row', 'ALTER TABLE t REPLICA IDENTITY FULL'],
    ['another unique index', 'CREATE UNIQUE INDEX other ON t (b, a); ALTER TABLE t REPLICA IDENTITY USING INDEX other'],
  ])('finds rows by %s, with hostile values', async (_name, identity) => {
    await client.query(`CREATE TABLE t (a text, b char(4), n numeric NOT NULL, PRIMARY KEY (a, b)); ${identity}`);
    const hostile = `{"x",'\\y'}`;
    await client.query('INSERT INTO t VALUES ($1, $2, 1), ($3, $4, 2)', [hostile, 'ab', '', 'NULL']);
    const first = await read(text('a', 'b', 'n'), ['a', 'b'], null);
    const quoted = `"{""x"",'\\y'}"`;
    expect(first.rows).toEqual([`"",NULL,2,added`, `${quoted},ab  ,1,added`]);
    await client.query('UPDATE t SET n = 3');
    await client.query(`DELETE FROM t WHERE a = ''`);
    const second = await read(text('a', 'b', 'n'), ['b', 'a'], first.position);
    expect(second.rows).toEqual([`"",NULL,,removed`, `${quoted},ab  ,3,changed`]);
    expect((await read(text('a', 'b', 'n'), ['a', 'b'], second.position)).rows).toEqual([]);
  });

  it('finds a row by a key so large that it is stored apart and not sent again', async () => {
    await client.query(`CREATE TABLE t (k text PRIMARY KEY, n int); ALTER TABLE t ALTER k SET STORAGE EXTERNAL`);
    await client.query(`INSERT INTO t SELECT repeat('k', 2500), 1`);
    const first = await read(text('k', 'n'), ['k'], null);
    await client.query('UPDATE t SET n = 2');
    const { rows } = await read(text('k', 'n'), ['k'], first.position);
    expect(rows.map((row) => row.replaceAll('k', ''))).toEqual([',2,changed']);
  });

  it('takes what is too much in parts, none of it twice or left out', async () => {
    await client.query('CREATE TABLE t (id int PRIMARY KEY)');
    let { position } = await read(text('id'), ['id'], null);
    for (let id = 1; id <= 10; id += 1) await client.query('INSERT INTO t VALUES ($1)', [id]);
    const table = { schema: 'public', table: 't', keys: ['id'] };
    const parts: string[][] = [];
    for (let part = 0; part < 4; part += 1) {
      const from = parseReadPosition(position);
      const changed = await collectChangedKeys(client, slot, from, table, 12);
      parts.push(changed.keys.flat());
      position = formatReadPosition(changed.position);
    }
    expect(parts.flat().map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(parts.map((part) => part.length)).not.toContain(10);
  });

  it('lets the log go while only other tables are written to', async () => {
    await client.query('CREATE TABLE t (id int PRIMARY KEY)');
    const first = await read(text('id'), ['id'], null);
    await client.query('CREATE TABLE IF NOT EXISTS noise AS SELECT generate_series(1, 1000)');
    const second = await read(text('id'), ['id'], first.position);
    expect(parseReadPosition(second.position).place).toBeGreaterThan(parseReadPosition(first.position).place);
    const third = await read(text('id'), ['id'], second.position);
    const { rows } = await client.query(`SELECT confirmed_flush_lsn >= $1::pg_lsn AS gone FROM pg_replication_slots`, [
      second.position.split('@')[0],
    ]);
    expect(rows).toEqual([{ gone: true }]);
    await expect(read(text('id'), ['id'], first.position)).rejects.toMatchObject({ code: 'changes_lost' });
    expect(third.rows).toEqual([]);
  });

  it('does not pass over changes that a publication of the same name did not tell of', async () => {
    await client.query('CREATE TABLE t (id int PRIMARY KEY)');
    const { position } = await read(text('id'), ['id'], null);
    await client.query(`DROP PUBLICATION ${slot}`);
    await client.query('INSERT INTO t VALUES (1)');
    await client.query(`CREATE PUBLICATION ${slot} FOR TABLE t`);
    await expect(read(text('id'), ['id'], position)).rejects.toMatchObject({ code: 'changes_lost' });
  });

  it.each([
    [
      'an account without the right',
      "CREATE ROLE reader LOGIN PASSWORD 'right'; GRANT pg_read_all_data TO reader",
      'changes_publication_forbidden',
    ],
    [
      'an account that may not replicate',
      `DROP PUBLICATION IF EXISTS ${slot}; CREATE PUBLICATION ${slot} FOR TABLE t`,
      'changes_forbidden',
    ],
  ])('says what to do: %s', async (_name, setup, code) => {
    await client.query('CREATE TABLE t (id int PRIMARY KEY)');
    await client.query(`DROP PUBLICATION IF EXISTS ${slot}`);
    await client.query(setup);
    await expect(read(text('id'), ['id'], null, { user: 'reader' })).rejects.toMatchObject({ code });
  });

  it('refuses keys that the log does not name rows by', async () => {
    await client.query('CREATE TABLE t (id int PRIMARY KEY, name text)');
    await expect(read(text('id', 'name'), ['name'], null)).rejects.toMatchObject({
      code: 'changes_key_mismatch',
      params: { keys: 'id' },
    });
  });
});
