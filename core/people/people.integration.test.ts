import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptRowsQuerySchema } from '#core/contracts/kept-rows.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '#core/runs/create-test-warehouse.ts';
import { readKeptRows } from '#core/runs/kept-rows/read-kept-rows.ts';
import type { Session } from '#core/security/session.ts';
import { erasePerson } from './erase/erase-person.ts';
import { listErasures } from './erase/list-erasures.ts';
import { requestErasure } from './erase/request-erasure.ts';
import { findPerson } from './find-person.ts';
import { forgetPeople } from './forget-people.ts';

provideTestDatabase();

let warehouse: TestWarehouse;
let session: Session;
let runId: string;
beforeAll(async () => {
  warehouse = await createTestWarehouse();
  session = { workspaceId: warehouse.workspaceId, userId: 'user_1', userName: 'Ana', role: 'admin' } as Session;
  await warehouse.client.query(`CREATE TABLE shop.contacts (id bigint, mail text, age bigint);
    INSERT INTO shop.contacts VALUES (1, ' Ana@Example.com', 30), (2, 'leo@example.com', 31), (3, 'eva@example.com', 999);
    CREATE TABLE shop.people (id bigint PRIMARY KEY, address text, age bigint CHECK (age < 150))`);
  const { connectionId } = warehouse;
  const types = { id: 'integer', mail: 'text', age: 'integer' } as const;
  const fields = Object.entries(types).map(([name, type]) => ({ name, type }));
  const mapping = [
    { field: 'id', column: 'id' },
    { field: 'mail', column: 'address' },
    { field: 'age', column: 'age' },
  ];
  const run = await warehouse.run(
    chainGraph(
      testNode('source', 'postgres-source', { connectionId, schema: 'shop', table: 'contacts', fields }),
      testNode('target', 'postgres-target', {
        connectionId,
        schema: 'shop',
        table: 'people',
        mode: 'upsert',
        keys: ['id'],
        mapping,
      }),
    ),
  );
  expect(run).toMatchObject({ status: 'succeeded', steps: { target: { rowsRejected: 1 } } });
  runId = run.id;
});
afterAll(() => warehouse.drop());

const rolesOf = async (email: string) =>
  (await findPerson(session, email)).sightings.map(({ role, nodeId }) => `${nodeId} ${role}`).sort();

it('finds where an address was read, written and refused, however it is written', async () => {
  expect(await rolesOf('ANA@example.com ')).toEqual(['source read', 'target written']);
  expect(await rolesOf('eva@example.com')).toEqual(['source read', 'target rejected', 'target written']);
  expect(await rolesOf('nobody@example.com')).toEqual([]);
  const stranger = { ...session, workspaceId: 'ws_other' };
  await getDatabase().workspace.create({ data: { id: 'ws_other', name: 'Other' } });
  expect((await findPerson(stranger, 'ana@example.com')).sightings).toEqual([]);
});

it('keeps no address in the database, and writes the search down without it', async () => {
  const indexes = await getDatabase().personIndex.findMany({ where: { runId } });
  expect(indexes.map(({ role, people, columns }) => [role, people, columns])).toEqual(
    expect.arrayContaining([
      ['read', 3, ['mail']],
      ['written', 3, ['mail']],
      ['rejected', 1, []],
    ]),
  );
  const events = await getDatabase().auditEvent.findMany({ where: { action: 'person.searched' } });
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify([indexes, events])).not.toMatch(/example\.com/i);
});

it('erases a person everywhere, with a receipt for each place, and forgets the address', async () => {
  const id = await requestErasure(session, 'Ana@example.com');
  expect(await requestErasure(session, 'ana@example.com ')).toBe(id);
  await erasePerson(id, AbortSignal.timeout(30_000));
  const { rows } = await warehouse.client.query('SELECT address FROM shop.people ORDER BY 1');
  expect(rows).toEqual([{ address: 'leo@example.com' }]);
  const beside = await warehouse.client.query(
    `SELECT (SELECT count(*) FROM shop.telar_undo WHERE telar_undo::text ILIKE '%ana@%')::int AS undo`,
  );
  expect(beside.rows).toEqual([{ undo: 0 }]);
  const kept = await readKeptRows({ ...session, runId, nodeId: 'source' }, keptRowsQuerySchema.parse({}), 'en');
  expect(JSON.stringify(kept.rows)).not.toMatch(/ana@/i);
  expect(JSON.stringify(kept.rows)).toContain('leo@example.com');
  const [erasure] = await listErasures(session.workspaceId, 'en');
  expect(erasure).toMatchObject({
    ...{ id, status: 'done', requestedBy: 'Ana' },
    receipts: expect.arrayContaining([
      { place: 'target', name: 'target (shop.people)', outcome: 'done', rows: 1, reason: null },
      { place: 'kept', name: '', outcome: 'done', rows: 2, reason: null },
    ]),
  });
  expect(await getDatabase().erasure.findUnique({ where: { id } })).toMatchObject({ emailCiphertext: null });
});

it('blanks what was refused, and says what failed', async () => {
  await warehouse.client.query(`ALTER TABLE shop.people RENAME COLUMN address TO elsewhere`);
  const fixes = { edits: { email: 'Eva@example.com' }, refusal: { value: 'eva@example.com' } };
  const theirs = { edits: { name: 'Eva Sanz' } };
  await getDatabase().rejectedRecord.createMany({
    data: [
      { runId, nodeId: 'target', row: 0, ...theirs },
      { runId, nodeId: 'target', row: 7, ...fixes },
    ],
  });
  const id = await requestErasure(session, 'eva@example.com');
  await erasePerson(id, AbortSignal.timeout(30_000));
  expect(await getDatabase().rejectedRecord.findMany()).toMatchObject([{ edits: {} }, { edits: {}, refusal: null }]);
  const [erasure] = await listErasures(session.workspaceId, 'en');
  const outcomes = erasure?.receipts.map(({ place, outcome, rows }) => `${place} ${outcome} ${rows}`);
  expect(outcomes).toEqual(expect.arrayContaining(['target failed 0', 'kept done 2', 'rejected done 2']));
  expect(erasure?.receipts[0]?.reason).toMatch(/\w+/);
  const { rows } = await warehouse.client.query('SELECT rejected_rows FROM shop.telar_ledger');
  expect(JSON.stringify(rows)).not.toContain('eva@');
});

it('forgets who was in old runs', async () => {
  await forgetPeople(new Date(Date.now() + 91 * 86_400_000));
  expect(await getDatabase().personIndex.count({ where: { runId } })).toBe(0);
  expect(await rolesOf('leo@example.com')).toEqual([]);
});
