import { setImmediate } from 'node:timers/promises';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestLogicalServer,
  type TestLogicalServer,
} from '#connectors/postgres/testing/create-test-logical-server.ts';
import { deleteConnection } from '#core/connections/delete-connection.ts';
import { sealSecret } from '#core/connections/seal-secret.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { listStates } from '#core/pipelines/list-states.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Session } from '#core/security/session.ts';
import { guardChangeSlots } from '../change-slots/guard-change-slots.ts';
import { nameSlot } from '../change-slots/register-slot.ts';
import { claimRun } from '../claim-run.ts';
import { createRun } from '../create-run.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { executeRun } from '../execute-run.ts';
import { planRun } from '../plan-run.ts';
import { findCheckpoint } from '../run-checkpoints.ts';

provideTestDatabase();

let server: TestLogicalServer;
let source: Client;
let shop: TestWarehouse;
let connectionId: string;
let slot: string;

beforeAll(async () => {
  server = await createTestLogicalServer();
  process.env.TELAR_EGRESS_ALLOW += `,${server.config.host}:${server.config.port}`;
  source = await server.connect();
  shop = await createTestWarehouse();
  const { workspaceId } = shop;
  connectionId = createId('conn');
  const secret = await sealSecret(workspaceId, connectionId, { password: server.password });
  await getDatabase().connection.create({
    data: { id: connectionId, workspaceId, connector: 'postgres', name: 'Source', config: server.config, ...secret },
  });
  slot = nameSlot(shop.pipelineId, 'people');
});
afterAll(async () => {
  await server.stop();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  await getDatabase().nodeState.deleteMany({ where: { pipelineId: shop.pipelineId } });
  await getDatabase().pipeline.update({ where: { id: shop.pipelineId }, data: { archivedAt: null } });
});

/** A table of its own; every row that a run passes on is appended, so that what comes twice shows. */
async function follow(table: string, target: Partial<PostgresTargetSettings> = {}) {
  await source.query(`CREATE TABLE ${table} (id int PRIMARY KEY, name text, body text)`);
  await shop.client.query('DROP TABLE IF EXISTS public.copy, public.telar_ledger');
  return graphOf(table, target);
}

function graphOf(table: string, target: Partial<PostgresTargetSettings> = {}, maxLagMegabytes = 1000): Graph {
  const people = testNode('people', 'postgres-source', {
    connectionId,
    schema: 'public',
    table,
    sync: { mode: 'changes', keys: ['id'], maxLagMegabytes },
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'body', type: 'text' },
    ],
  });
  const mapping = ['id', 'name', 'body', '_change'].map((name) => ({ field: name, column: name }));
  const settings = { connectionId: shop.connectionId, table: 'copy', mapping, ...target };
  return chainGraph(people, testNode('copy', 'postgres-target', settings));
}

async function run(graph: Graph) {
  const outcome = await shop.run(graph);
  expect(outcome).toMatchObject({ status: 'succeeded', error: null });
  return outcome;
}

async function takeCopied(): Promise<string[]> {
  const { rows } = await shop.client.query<{ line: string }>(
    `SELECT concat_ws(' ', _change, id, name, length(body)) AS line FROM public.copy ORDER BY id, line`,
  );
  await shop.client.query('DELETE FROM public.copy');
  return rows.map(({ line }) => line);
}

async function readSlot() {
  const { rows } = await source.query<{ confirmed: string }>(
    'SELECT confirmed_flush_lsn::text AS confirmed FROM pg_replication_slots WHERE slot_name = $1',
    [slot],
  );
  return rows[0]?.confirmed ?? null;
}

describe('following changes', () => {
  it('reads everything once, then what was added, changed and removed, large values that did not change included', async () => {
    const graph = await follow('people');
    await source.query(`ALTER TABLE people ALTER body SET STORAGE EXTERNAL;
      INSERT INTO people SELECT id, 'first', repeat('x', 20000) FROM generate_series(1, 4) id`);
    await run(graph);
    expect(await takeCopied()).toEqual([
      'added 1 first 20000',
      'added 2 first 20000',
      'added 3 first 20000',
      'added 4 first 20000',
    ]);
    await source.query(`UPDATE people SET name = 'changed' WHERE id = 1`);
    await source.query(`UPDATE people SET id = 20 WHERE id = 2`);
    await source.query(`DELETE FROM people WHERE id = 3; INSERT INTO people VALUES (5, 'new', 'b'), (6, 'brief', 'b')`);
    await source.query('DELETE FROM people WHERE id = 6');
    await source.query(`BEGIN; INSERT INTO people VALUES (7, 'never', 'b'); ROLLBACK`);
    const { steps } = await run(graph);
    expect(await takeCopied()).toEqual([
      'changed 1 changed 20000',
      'removed 2',
      'removed 3',
      'changed 5 new 1',
      'removed 6',
      'changed 20 first 20000',
    ]);
    expect(steps.people).toEqual({ rowsIn: 6, rowsOut: 6 });
    await run(graph);
    expect(await takeCopied()).toEqual([]);
  });

  it('is told the same again after a run that failed, and forgets only what was loaded', async () => {
    const graph = await follow('orders');
    await run(graph);
    const start = await readSlot();
    await source.query(`INSERT INTO orders VALUES (1, 'kept', NULL)`);
    await shop.client.query('DROP TABLE public.copy; CREATE VIEW public.copy AS SELECT 1 AS id');
    expect((await shop.run(graph)).status).toBe('failed');
    expect(await readSlot()).toBe(start);
    await shop.client.query('DROP VIEW public.copy');
    await run(graph);
    expect(await takeCopied()).toEqual(['changed 1 kept']);
    await guardChangeSlots(new Date());
    expect(await readSlot()).not.toBe(start);
    await run(graph);
    expect(await takeCopied()).toEqual([]);
  });

  it.each([
    ['read', async (runId: string) => (await findCheckpoint(runId, 'people'))?.complete === true],
    ['loaded', async () => (await shop.client.query(`SELECT FROM public.copy WHERE name = 'told'`)).rowCount === 1],
  ])('loses and doubles nothing when a worker dies once it has %s', async (_stage, hasComeSoFar) => {
    await source.query('DROP TABLE IF EXISTS mortal');
    const graph = await follow('mortal');
    await run(graph);
    await source.query(`INSERT INTO mortal VALUES (1, 'told', 'b'); INSERT INTO mortal VALUES (2, 'gone', 'b')`);
    await source.query('DELETE FROM mortal WHERE id = 2');
    const id = await createRun({ ...shop, graph, trigger: 'manual' });
    const epoch = (await claimRun(id, 'first'))?.epoch ?? 0;
    const { signal } = new AbortController();
    const attempt = executeRun({ runId: id, epoch, signal });
    while (!(await hasComeSoFar(id))) await setImmediate();
    await getDatabase().run.update({ where: { id }, data: { epoch: epoch + 1 } });
    await expect(attempt).rejects.toMatchObject({ code: 'run_lease_lost' });
    await source.query(`INSERT INTO mortal VALUES (3, 'later', 'b')`);
    await guardChangeSlots(new Date());
    await executeRun({ runId: id, epoch: epoch + 1, signal });
    expect(await takeCopied()).toEqual(['changed 1 told 1', 'removed 2']);
    await run(graph);
    expect(await takeCopied()).toEqual(['changed 3 later 1']);
  });

  it('goes along with a table that is altered, and with columns that come later', async () => {
    const graph = await follow('altered');
    await run(graph);
    await source.query(`INSERT INTO altered VALUES (1, 'before', 'b'); ALTER TABLE altered ADD COLUMN more int;
      INSERT INTO altered VALUES (2, 'after', 'b', 7)`);
    await run(graph);
    expect(await takeCopied()).toEqual(['changed 1 before 1', 'changed 2 after 1']);
    await source.query('ALTER TABLE altered DROP COLUMN body');
    expect(await shop.run(graph)).toMatchObject({ error: { code: 'source_field_missing', params: { field: 'body' } } });
  });

  it('makes the target equal to a source that others write to all the time', async () => {
    const graph = await follow('busy', { mode: 'upsert', keys: ['id'], removedRows: 'delete', mapping: null });
    const writer = await server.connect();
    let isDone = false;
    const write = async () => {
      for (let step = 0; !isDone; step += 1) {
        const id = (step * 7919) % 97;
        if (step % 5 === 0) await writer.query('DELETE FROM busy WHERE id = $1', [id]);
        else {
          const values = [id, `step ${step}`];
          await writer.query('INSERT INTO busy VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = $2', values);
        }
      }
    };
    const writing = write();
    for (let count = 0; count < 4; count += 1) await run(graph);
    isDone = true;
    await writing;
    await run(graph);
    const expected = await source.query('SELECT id, name FROM busy ORDER BY id');
    const copied = await shop.client.query('SELECT id::int, name FROM public.copy ORDER BY id');
    expect(expected.rows.length).toBeGreaterThan(20);
    expect(copied.rows).toEqual(expected.rows);
  });

  it('leaves nothing in the source for a plan', async () => {
    const graph = await follow('planned');
    await source.query(`SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots;
      INSERT INTO planned VALUES (1, 'a', 'b')`);
    const { signal } = new AbortController();
    expect(await planRun({ ...shop, graph, allowRemovals: false, signal })).toMatchObject({ rowsRead: 1 });
    expect(await readSlot()).toBeNull();
  });

  it('says what the administrator has to do where the log is not kept', async () => {
    const graph = await follow('unlogged');
    await shop.client.query('CREATE TABLE IF NOT EXISTS public.unlogged (id int PRIMARY KEY, name text, body text)');
    const [people, ...rest] = graph.nodes;
    const settings = { ...people?.settings, connectionId: shop.connectionId };
    const elsewhere = { ...graph, nodes: [{ ...people, settings }, ...rest] } as Graph;
    expect(await shop.run(elsewhere)).toMatchObject({
      error: { code: 'changes_log_level', params: { level: 'replica' } },
    });
  });

  it('refuses a table without a key before it could disturb other programs', async () => {
    const graph = await follow('keyless');
    await source.query('ALTER TABLE keyless DROP CONSTRAINT keyless_pkey');
    expect(await shop.run(graph)).toMatchObject({ error: { code: 'changes_no_key' } });
    expect((await source.query(`SELECT FROM pg_publication_tables WHERE tablename = 'keyless'`)).rowCount).toBe(0);
    await source.query('INSERT INTO keyless VALUES (1); UPDATE keyless SET id = 2');
  });

  it.each([
    ['the table was emptied at once', 'TRUNCATE emptied', 'changes_truncated'],
    ['the slot is gone', 'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots', 'changes_lost'],
    [
      'the publication is gone',
      `DO $$ BEGIN EXECUTE (SELECT 'DROP PUBLICATION ' || pubname FROM pg_publication); END $$`,
      'changes_lost',
    ],
  ])('asks to read everything again when %s, and then goes on', async (_name, statement, code) => {
    await source.query('DROP TABLE IF EXISTS emptied');
    const graph = await follow('emptied');
    await run(graph);
    await source.query(`INSERT INTO emptied VALUES (1, 'a', 'b')`);
    await source.query(statement);
    expect(await shop.run(graph)).toMatchObject({ error: { code } });
    await getDatabase().nodeState.deleteMany({ where: { pipelineId: shop.pipelineId } });
    await source.query(`INSERT INTO emptied VALUES (2, 'b', 'b')`);
    await run(graph);
    expect((await takeCopied()).at(-1)).toBe('added 2 b 1');
    await source.query('DELETE FROM emptied WHERE id = 2');
    await run(graph);
    expect(await takeCopied()).toEqual(['removed 2']);
  });
});

describe('the log that the database keeps', () => {
  it('is shown, given up beyond its limit, and freed when the step is reset or its pipeline goes', async () => {
    await follow('heavy');
    const graph = graphOf('heavy', {}, 16);
    await run(graph);
    await guardChangeSlots(new Date());
    const [small] = await listStates(shop.workspaceId, shop.pipelineId, 'en');
    expect(small?.log).toMatchObject({ maxLagBytes: 16 * 1_048_576, isLost: false });
    await source.query(
      `CREATE TABLE other AS SELECT repeat(md5(i::text), 60) AS filler FROM generate_series(1, 20000) i`,
    );
    await guardChangeSlots(new Date());
    expect(await readSlot()).toBeNull();
    const [lost] = await listStates(shop.workspaceId, shop.pipelineId, 'en');
    expect(lost?.log?.isLost).toBe(true);
    expect(lost?.log?.lagBytes).toBeGreaterThan(16 * 1_048_576);
    expect(await shop.run(graph)).toMatchObject({ error: { code: 'changes_lost' } });

    await getDatabase().nodeState.deleteMany({ where: { pipelineId: shop.pipelineId } });
    await run(graph);
    expect(await readSlot()).not.toBeNull();
    await guardChangeSlots(new Date(Date.now() + 3_600_000));
    expect(await readSlot()).toBeNull();
    expect(await getDatabase().changeSlot.count()).toBe(0);
  });

  it('goes with its connection, which otherwise stays, and says so', async () => {
    await getDatabase().pipeline.update({ where: { id: shop.pipelineId }, data: { draftGraph: emptyGraph as object } });
    await run(await follow('gone'));
    expect(await readSlot()).not.toBeNull();
    const { workspaceId } = shop;
    const session = { workspaceId, userId: 'user_1', userName: 'Ana', role: 'admin' } as Session;
    const config = { ...server.config, port: 1 };
    const kept = await getDatabase().connection.findUniqueOrThrow({ where: { id: connectionId } });
    await getDatabase().connection.update({ where: { id: connectionId }, data: { config } });
    await expect(deleteConnection(session, connectionId, { leaveSlots: false })).rejects.toMatchObject({
      ...{ code: 'connection_slots_left', params: { slots: slot } },
    });
    await getDatabase().connection.update({ where: { id: connectionId }, data: { config: kept.config as object } });
    await deleteConnection(session, connectionId, { leaveSlots: false });
    expect(await readSlot()).toBeNull();
    expect(await getDatabase().changeSlot.count()).toBe(0);
    expect(await getDatabase().auditEvent.findFirst({ where: { action: 'connection.deleted' } })).toMatchObject({
      after: { droppedSlots: slot },
    });
    const { id, workspaceId: _, ...rest } = kept;
    await getDatabase().connection.create({ data: { id, workspaceId, ...rest } as never });
  });

  it('stays while the pipeline has the step', async () => {
    const graph = await follow('kept');
    await getDatabase().pipeline.update({ where: { id: shop.pipelineId }, data: { draftGraph: graph as object } });
    await run(graph);
    await guardChangeSlots(new Date(Date.now() + 3_600_000));
    expect(await readSlot()).not.toBeNull();
    const place = { workspaceId: shop.workspaceId, pipelineId: shop.pipelineId, nodeId: 'people', stream: '' };
    await getDatabase().nodeState.create({ data: { ...place, cause: 'reset' } });
    await guardChangeSlots(new Date());
    expect(await readSlot()).toBeNull();
  });
});
