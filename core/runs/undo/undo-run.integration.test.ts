import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Session } from '#core/security/session.ts';
import { claimRun } from '../claim-run.ts';
import {
  chainGraph,
  createTestWarehouse,
  readOutcome,
  type TestWarehouse,
  testNode,
} from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';
import { startReplay } from '../replay/start-replay.ts';
import { withShortSession } from '../short-session.ts';
import { findUndo } from './find-undo.ts';
import { planUndo, undoTarget } from './plan-undo.ts';
import { startUndo } from './start-undo.ts';

provideTestDatabase();

let warehouse: TestWarehouse;
let session: Session;
beforeAll(async () => {
  warehouse = await createTestWarehouse();
  session = { workspaceId: warehouse.workspaceId, userId: 'user_1', userName: 'Ana', role: 'editor' } as Session;
});
afterAll(() => warehouse.drop());

beforeEach(async () => {
  await getDatabase().nodeState.deleteMany();
  await warehouse.client.query(`DROP TABLE IF EXISTS shop.contacts, shop.people;
    CREATE TABLE shop.contacts (id bigint PRIMARY KEY, name text, at timestamptz DEFAULT now());
    CREATE TABLE shop.people (id bigint PRIMARY KEY, name text);
    INSERT INTO shop.contacts VALUES (1, 'Ana'), (2, 'Leo'); INSERT INTO shop.people VALUES (2, 'old'), (9, 'theirs')`);
});

function copyGraph(target: object = {}, source: object = {}) {
  const { connectionId } = warehouse;
  const fields = [
    { name: 'id', type: 'integer' as const },
    { name: 'name', type: 'text' as const },
    { name: 'at', type: 'datetime' as const },
  ];
  const mapping = ['id', 'name'].map((name) => ({ field: name, column: name }));
  return chainGraph(
    testNode('source', 'postgres-source', { connectionId, schema: 'shop', table: 'contacts', fields, ...source }),
    testNode('target', 'postgres-target', {
      ...{ connectionId, schema: 'shop', table: 'people', mode: 'upsert', keys: ['id'], mapping, detect: 'sent' },
      ...target,
    }),
  );
}

async function execute(id: string, signal = new AbortController().signal) {
  const claim = await claimRun(id, 'test');
  if (claim === null) throw new Error('not claimable');
  await executeRun({ runId: id, epoch: claim.epoch, signal });
  return readOutcome(id);
}
const readPeople = async () =>
  (await warehouse.client.query('SELECT id, name FROM shop.people ORDER BY id')).rows.map(
    ({ id, name }) => `${id} ${name}`,
  );
const find = (runId: string) => findUndo(warehouse.workspaceId, runId);

it('plans, undoes once, and lets the next run send the rows again', async () => {
  const run = await warehouse.run(copyGraph());
  expect(await readPeople()).toEqual(['1 Ana', '2 Leo', '9 theirs']);
  expect(await find(run.id)).toMatchObject({ refusal: null, targets: [{ nodeId: 'target', rows: 2, refusal: null }] });
  const plan = await planUndo({ ...warehouse, runId: run.id }, new AbortController().signal);
  expect(plan).toMatchObject({ targets: [{ restored: 1, removed: 1, left: 0 }], kept: [], reads: 'all' });

  const undoId = await startUndo(session, run.id);
  await expect(startUndo(session, run.id)).rejects.toMatchObject({ code: 'undo_undoing' });
  expect(await execute(undoId)).toMatchObject({
    status: 'succeeded',
    steps: { target: { rowsIn: 2, rowsLoaded: 2, rowsUpdated: 1, rowsRemoved: 1 } },
  });
  expect(await readPeople()).toEqual(['2 old', '9 theirs']);
  expect(await find(run.id)).toMatchObject({
    refusal: 'undone',
    undoneBy: undoId,
    targets: [{ result: { removed: 1 } }],
  });
  expect(await find(undoId)).toMatchObject({
    refusal: 'is_undo',
    undoes: run.id,
    targets: [{ result: { removed: 1 } }],
  });
  await expect(startUndo(session, run.id)).rejects.toMatchObject({ code: 'undo_undone' });
  await expect(startUndo(session, undoId)).rejects.toMatchObject({ code: 'undo_is_undo' });
  await expect(startReplay(session, undoId, 'own')).rejects.toMatchObject({ code: 'undo_is_undo' });

  const again = await warehouse.run(copyGraph());
  expect(again.steps.target).toMatchObject({ rowsLoaded: 2, rowsCreated: 1, rowsUpdated: 1 });
  expect((await warehouse.run(copyGraph())).steps.target).toMatchObject({ rowsUnchanged: 2 });
});

it('compares everything again when a later run built on the one that is undone', async () => {
  const first = await warehouse.run(copyGraph());
  await warehouse.client.query(`UPDATE shop.contacts SET name = 'Lea' WHERE id = 2`);
  await warehouse.run(copyGraph());
  const undo = await execute(await startUndo(session, first.id));
  expect(undo.steps.target).toMatchObject({ rowsRemoved: 1, rowsFiltered: 1 });
  expect(await readPeople()).toEqual(['2 Lea', '9 theirs']);
  expect((await find(first.id)).targets[0]?.result).toMatchObject({
    left: 1,
    leftRows: [{ change: 'changed', key: '{"id": 2}', missing: false }],
  });
  await warehouse.run(copyGraph());
  expect(await readPeople()).toEqual(['1 Ana', '2 Lea', '9 theirs']);
});

it('takes an incremental source back to where it was', async () => {
  const sync = {
    mode: 'incremental' as const,
    cursor: 'at',
    keys: ['id'],
    overlap: 0,
    deletes: { kind: 'ignore' as const },
  };
  const graph = copyGraph({ mode: 'append', keys: [], detect: 'target' }, { sync });
  await warehouse.client.query('TRUNCATE shop.people');
  const run = await warehouse.run(graph);
  expect(run).toMatchObject({ status: 'succeeded', steps: { target: { rowsLoaded: 2 } } });
  expect(await planUndo({ ...warehouse, runId: run.id }, new AbortController().signal)).toMatchObject({
    reads: 'again',
  });
  await execute(await startUndo(session, run.id));
  expect(await readPeople()).toEqual([]);
  expect((await warehouse.run(graph)).steps.target).toMatchObject({ rowsLoaded: 2 });
});

it('undoes nothing twice when its worker dies once the rows are back', async () => {
  const run = await warehouse.run(copyGraph());
  const undoId = await startUndo(session, run.id);
  expect(await claimRun(undoId, 'dying')).toEqual({ epoch: 1 });
  const load = { runId: run.id, nodeId: 'target' };
  await withShortSession((engine, folder) => {
    const scope = {
      ...{ workspaceId: warehouse.workspaceId, session: engine, folder },
      signal: AbortSignal.timeout(20_000),
    };
    return undoTarget(scope, copyGraph(), load, { runId: undoId, nodeId: 'target' });
  });
  expect(await readPeople()).toEqual(['2 old', '9 theirs']);
  await warehouse.client.query(`INSERT INTO shop.people VALUES (1, 'new')`);
  await getDatabase().run.update({ where: { id: undoId }, data: { leaseUntil: new Date(0) } });
  expect(await execute(undoId)).toMatchObject({ status: 'succeeded', steps: { target: { rowsLoaded: 2 } } });
  expect(await readPeople()).toEqual(['1 new', '2 old', '9 theirs']);
});

it('says why a run cannot be undone', async () => {
  const off = await warehouse.run(copyGraph({ keepBeforeDays: 0, detect: 'target' }));
  expect(await find(off.id)).toMatchObject({ refusal: 'off' });
  await expect(startUndo(session, off.id)).rejects.toMatchObject({ code: 'undo_off', status: 409 });
  const nothing = await warehouse.run(copyGraph({ detect: 'target' }));
  expect(await find(nothing.id)).toMatchObject({ refusal: 'nothing_written' });
  await warehouse.client.query('TRUNCATE shop.people');
  const expired = await warehouse.run(copyGraph({ detect: 'target' }));
  await getDatabase().beforeImages.updateMany({ where: { runId: expired.id }, data: { expiresAt: new Date(0) } });
  expect(await find(expired.id)).toMatchObject({ refusal: 'expired' });
});
