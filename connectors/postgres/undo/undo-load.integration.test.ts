import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UndoContext } from '#connectors/kit/connector.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { postgresTarget } from '../postgres-target.ts';
import { createTestServer, type TestServer } from '../testing/create-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer('undo');
});
afterAll(() => server.drop());

const fields: Field[] = [
  { name: 'email', type: 'text' },
  { name: 'age', type: 'integer' },
];

beforeEach(async () => {
  await server.client.query(`DROP TABLE IF EXISTS people; CREATE TABLE people (
      email text PRIMARY KEY, age int CHECK (age < 100), note text DEFAULT 'new', long boolean GENERATED ALWAYS AS (length(email) > 3) STORED);
    INSERT INTO people VALUES ('a', 1, 'mine'), ('b', 2, 'mine'), ('d', 4, NULL)`);
});

async function readPeople(): Promise<string[]> {
  const { rows } = await server.client.query('SELECT email, age, note FROM people ORDER BY email, age');
  return rows.map((row) =>
    Object.values(row as object)
      .join(' ')
      .trim(),
  );
}
const untouched = ['a 1 mine', 'b 2 mine', 'd 4'];

async function load(settings: Partial<PostgresTargetSettings>, lines: string, rowsExpected?: number) {
  const all = { table: 'people', keys: ['email'], brakePercent: 100, ...settings };
  const context = server.loadContext(all, fields, lines, rowsExpected === undefined ? {} : { rowsExpected });
  const result = await postgresTarget.load(context);
  const undo = (key: UndoContext<unknown>['key']) => {
    if (postgresTarget.undo === undefined) throw new Error('cannot undo');
    return postgresTarget.undo({ ...context, load: context.key, key });
  };
  return {
    result,
    plan: () => undo(null),
    undo: (runId = 'run_undo') => undo({ runId: `${context.key.runId}${runId}`, nodeId: 'target' }),
  };
}

const none = { restored: 0, removed: 0, putBack: 0, settled: 0, left: 0, leftRows: [] };

it.each([
  ['insert', 'a,9\nc,3\n', 1, { removed: 1 }],
  ['update', 'a,9\nc,3\n', 1, { restored: 1 }],
  ['upsert', 'a,9\nb,2\nc,3\n', 2, { restored: 1, removed: 1 }],
  ['mirror', 'a,9\nc,3\n', 4, { restored: 1, removed: 1, putBack: 2 }],
  ['delete', 'a,9\nc,3\n', 1, { putBack: 1 }],
  ['append', 'c,3\ne,5\n', 2, { removed: 2 }],
  ['replace', 'a,1\nc,3\n', 5, { removed: 2, putBack: 3 }],
] as const)('undoes %s, once, after saying what it would do', async (mode, lines, rows, expected) => {
  const { result, plan, undo } = await load({ mode }, lines, 2);
  expect(result.before).toMatchObject({ rows, expiresAt: expect.stringMatching(/Z$/) });
  const changed = await readPeople();
  expect(await plan()).toEqual({ ...none, ...expected });
  expect(await readPeople()).toEqual(changed);
  expect(await undo()).toEqual({ ...none, ...expected });
  expect(await readPeople()).toEqual(untouched);
  // The same attempt once more answers what it did; another one is refused.
  expect(await undo()).toEqual({ ...none, ...expected });
  await expect(undo('again')).rejects.toMatchObject({ code: 'undo_undone' });
  await expect(plan()).rejects.toMatchObject({ code: 'undo_undone' });
  expect(await readPeople()).toEqual(untouched);
  expect((await server.client.query('SELECT FROM telar_undo')).rowCount).toBe(0);
});

it('leaves what somebody changed since, and keeps values in columns that the load does not write', async () => {
  const { undo } = await load({ mode: 'mirror' }, 'a,9\nb,8\nc,3\ne,5\nf,6\n');
  await server.client.query(`UPDATE people SET note = 'theirs' WHERE email IN ('a', 'c');
    UPDATE people SET age = 50 WHERE email = 'b'; DELETE FROM people WHERE email = 'f';
    INSERT INTO people VALUES ('d', 7, 'theirs')`);
  expect(await undo()).toEqual({
    ...{ restored: 1, removed: 1, putBack: 0, settled: 1, left: 3 },
    leftRows: expect.arrayContaining([
      { change: 'changed', key: '{"email": "b"}', missing: false },
      { change: 'added', key: '{"email": "c"}', missing: false },
      { change: 'removed', key: '{"email": "d"}', missing: false },
    ]),
  });
  expect(await readPeople()).toEqual(['a 1 theirs', 'b 50 mine', 'c 3 theirs', 'd 7 theirs']);
});

it('keeps what rows were also where single rows are refused', async () => {
  const { result, undo } = await load({ mode: 'upsert' }, 'a,9\nb,200\nc,3\n');
  expect(result).toMatchObject({
    loaded: 2,
    updated: 1,
    created: 1,
    rejected: [{ reason: 'check_failed' }],
    before: { rows: 2 },
  });
  expect(await undo()).toMatchObject({ restored: 1, removed: 1 });
  expect(await readPeople()).toEqual(untouched);
});

it('tells equal rows of a table without a key apart by their number', async () => {
  await server.client.query(`DROP TABLE people; CREATE TABLE people (email text, age bigint, note text);
    INSERT INTO people VALUES ('x', 1)`);
  const { undo } = await load({ mode: 'append' }, 'x,1\nx,1\ny,2\n', 3);
  await server.client.query(`UPDATE people SET note = 'theirs' WHERE email = 'y'`);
  expect(await undo()).toMatchObject({ removed: 2, left: 1, leftRows: [{ key: null, change: 'added' }] });
  expect(await readPeople()).toEqual(['x 1', 'y 2 theirs']);
});

it('brings back every type as it was', async () => {
  await server.client.query(`DROP TABLE people; CREATE TYPE mood AS ENUM ('ok');
    CREATE TABLE people (id int GENERATED ALWAYS AS IDENTITY, email text PRIMARY KEY, age int, raw bytea, list int[], doc json,
      big numeric, at timestamptz, how mood, span interval, pair point, real double precision);
    INSERT INTO people (email, age, raw, list, doc, big, at, how, span, pair, real) VALUES ('a', 1, '\\x00ff', '{1,NULL,3}', '{"b": 1}',
      123456789012345678901234567890.12345, '2026-03-29 01:30:00.123456+00', 'ok', '1 mon 2 days', '(1,2)', 0.1), ('b', 2, NULL, NULL, NULL, 'NaN', 'infinity', NULL, NULL, NULL, 'NaN')`);
  const read = async () => (await server.client.query('SELECT people::text FROM people ORDER BY id')).rows;
  const before = await read();
  const { undo } = await load({ mode: 'mirror' }, 'c,3\n');
  expect(await undo()).toMatchObject({ removed: 1, putBack: 2, left: 0 });
  expect(await read()).toEqual(before);
});

describe('what is not kept', () => {
  it.each([
    ['off', { keepBeforeDays: 0 }, 2],
    ['too_many', { mode: 'append' }, 200_000],
  ] as const)('%s', async (refused, settings, expected) => {
    const { result, undo } = await load({ mode: 'upsert', ...settings }, 'e,9\n', expected);
    expect(result).toMatchObject({ loaded: 1, before: { rows: 0, refused } });
    await expect(undo()).rejects.toMatchObject({ code: 'undo_expired' });
  });

  it('forgets what has expired', async () => {
    const { plan } = await load({ mode: 'upsert' }, 'a,9\n');
    await server.client.query(`UPDATE telar_undo SET expires_at = now() - interval '1 second'`);
    await expect(plan()).rejects.toMatchObject({ code: 'undo_expired' });
    await load({ mode: 'upsert' }, 'a,9\n');
    expect((await server.client.query('SELECT FROM telar_undo')).rowCount).toBe(0);
  });
});

it('undoes nothing when it is refused halfway', async () => {
  const { undo } = await load({ mode: 'upsert' }, 'a,9\nc,3\n');
  await server.client.query(`CREATE TABLE orders (email text REFERENCES people); INSERT INTO orders VALUES ('c')`);
  await expect(undo()).rejects.toMatchObject({ code: 'postgres_reference_missing' });
  expect(await readPeople()).toEqual(['a 9 mine', 'b 2 mine', 'c 3 new', 'd 4']);
  await server.client.query('DROP TABLE orders');
  expect(await undo()).toMatchObject({ restored: 1, removed: 1 });
});
