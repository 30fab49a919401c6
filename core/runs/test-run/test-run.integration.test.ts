import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnection } from '#core/connections/create-connection.ts';
import type { StandInRows } from '#core/contracts/pipelines.ts';
import { maxHeldBytes } from '#core/contracts/test-run.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { archivePipeline } from '#core/pipelines/archive-pipeline.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import type { Session } from '#core/security/session.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { previewNode } from '../preview-node.ts';
import { pinRunRows } from './pin-run-rows.ts';
import { listPins, removePins, savePin } from './pins.ts';
import { sendRow } from './send-row.ts';
import { testTarget } from './test-target.ts';

provideTestDatabase();

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let shop: TestWarehouse;
let api: Server;
let received: Received[] = [];
let status = 200;
let session: Session;

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  session = {
    workspaceId: shop.workspaceId,
    userId: 'user_ana',
    userName: 'Ana',
    role: 'editor',
    locale: 'en',
  } as Session;
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ method: request.method, url: request.url, headers: request.headers, body });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  received = [];
  status = 200;
  await getDatabase().nodePin.deleteMany({});
  await getDatabase().sourceSample.deleteMany({});
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.telar_ledger;
    CREATE TABLE shop.people (id int, name text, spent numeric, seen timestamptz);
    INSERT INTO shop.people VALUES (1, 'Ana', 1.50, '2026-01-02T03:04:05Z'), (2, 'Bea', NULL, NULL), (3, 'Cleo "é"', 12345678901.25, NULL)`);
});

const fields = [
  { name: 'id', type: 'integer' as const },
  { name: 'name', type: 'text' as const },
  { name: 'spent', type: 'decimal' as const },
  { name: 'seen', type: 'datetime' as const },
];
const source = () =>
  testNode('people', 'postgres-source', {
    connectionId: shop.connectionId,
    mode: 'query',
    query: 'SELECT * FROM shop.people ORDER BY id',
    fields,
  });
const held = (rows: unknown[][], nodeId = 'people'): StandInRows => ({ nodeId, port: 'rows', fields, rows });
const pin = (rows: StandInRows) => savePin(session, shop.pipelineId, { ...rows, upstreamHash: '0'.repeat(16) });
const zed = [9, 'Zed', '7.25', '2026-05-06T07:08:09Z'];
const toApi = (settings: Partial<HttpTargetSettings> = {}) => {
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/people?list=a`;
  return chainGraph(source(), testNode('api', 'http-target', { url, batchSize: 2, ...settings }));
};
const toTable = (settings: Partial<PostgresTargetSettings>) =>
  chainGraph(
    source(),
    testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table: 'copy', ...settings }),
  );
const preview = (graph: ReturnType<typeof chainGraph>, nodeId: string, picked: StandInRows | null = null) =>
  previewNode({ ...shop, graph, nodeId, rows: 50, picked });
const test = (graph: ReturnType<typeof chainGraph>, nodeId: string, more: object = {}) =>
  testTarget({ ...shop, graph, nodeId, oneRow: false, ...more });

describe('pinned rows', () => {
  it('stand in for a step without its source being read, until they are taken away', async () => {
    const graph = chainGraph(source(), testNode('first', 'sort', { by: [{ field: 'id', direction: 'asc' }] }));
    await shop.client.query('DROP TABLE shop.people');
    expect((await preview(graph, 'first')).output).toBeNull();
    await pin(held([zed]));
    const pinned = await preview(graph, 'first');
    expect(pinned.output?.rows).toEqual([['9', 'Zed', expect.stringMatching(/^7\.250*$/), '2026-05-06T07:08:09Z']]);
    expect(pinned.held).toEqual([{ nodeId: 'people', port: 'rows', rows: 1, by: 'pin' }]);
    expect((await preview(graph, 'people')).output?.rowCount).toBe(1);
    await removePins(shop, { nodeId: 'people', port: 'rows' });
    expect((await preview(graph, 'first')).output).toBeNull();
  });

  it('are not known to runs', async () => {
    await pin(held([zed]));
    const graph = toTable({});
    expect((await test(graph, 'copy')).rows).toBe(1);
    const run = await shop.run(graph);
    expect([run.status, run.steps.copy]).toEqual(['succeeded', expect.objectContaining({ rowsLoaded: 3 })]);
    const { rows } = await shop.client.query('SELECT name FROM public.copy ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(['Ana', 'Bea', 'Cleo "é"']);
  });

  it('are those of a run, where the draft has its step, until all of that run are let go', async () => {
    const graph = toTable({});
    const { id: runId } = await shop.run(graph);
    await expect(pinRunRows(session, runId, {}, 'en')).rejects.toMatchObject({ code: 'run_rows_gone' });
    await getDatabase().pipeline.update({ where: { id: shop.pipelineId }, data: { draftGraph: graph as object } });
    await shop.client.query('DROP TABLE shop.people');
    const { pins, pipelineId } = await pinRunRows(session, runId, {}, 'en');
    expect([pipelineId, pins]).toEqual([
      shop.pipelineId,
      [expect.objectContaining({ nodeId: 'people', port: 'rows', rowCount: 3, runId, pinnedBy: 'Ana' })],
    ]);
    expect((await preview(graph, 'people')).output?.rows.map(([, name]) => name)).toEqual(['Ana', 'Bea', 'Cleo "é"']);
    expect((await test(graph, 'copy')).rows).toBe(3);
    await expect(pinRunRows(session, runId, { nodeId: 'copy' }, 'en')).rejects.toMatchObject({ code: 'run_rows_gone' });
    const stranger = { ...session, workspaceId: createId('ws') } as Session;
    await expect(pinRunRows(stranger, runId, {}, 'en')).rejects.toMatchObject({ code: 'run_not_found' });
    await removePins(shop, { runId });
    expect(await listPins(shop)).toEqual([]);
  });

  it('are stored encrypted, once per step, and go with the pipeline', async () => {
    await pin(held([zed]));
    await pin(held([zed, zed]));
    const [kept, ...more] = await getDatabase().nodePin.findMany({});
    expect(more).toEqual([]);
    expect(Buffer.from(kept?.rowsCiphertext ?? []).includes('Zed')).toBe(false);
    expect(await listPins(shop)).toEqual([expect.objectContaining({ nodeId: 'people', rowCount: 2 })]);
    await archivePipeline(shop.workspaceId, shop.pipelineId);
    expect(await getDatabase().nodePin.count()).toBe(0);
    await getDatabase().pipeline.update({ where: { id: shop.pipelineId }, data: { archivedAt: null } });
  });

  it('are refused when they are too many bytes, or not what the field holds', async () => {
    await expect(pin(held([[1, 'x'.repeat(maxHeldBytes), null, null]]))).rejects.toMatchObject({
      code: 'pin_too_large',
    });
    await expect(pin(held([zed, [1, 'x', 'many', null]]))).rejects.toMatchObject({
      code: 'pin_value_unfit',
      params: { field: 'spent', value: 'many' },
    });
  });
});

describe('picked rows', () => {
  it('alone go on, before pins, and stay in view where they were picked', async () => {
    const graph = toApi();
    await pin(held([zed]));
    const picked = held([[2, 'Bea', null, null]]);
    const at = await preview(graph, 'api', picked);
    expect(at.inputs[0]?.grid.rows).toEqual([['2', 'Bea', null, null]]);
    expect(at.held).toEqual([{ nodeId: 'people', port: 'rows', rows: 1, by: 'pick' }]);
    expect((await preview(graph, 'people', picked)).output?.rows[0]?.[1]).toBe('Zed');
  });
});

describe('a test of an API', () => {
  it('says byte for byte what a run sends, and sends nothing', async () => {
    const account = await createConnection(session, {
      connector: 'http',
      name: 'CRM',
      config: { baseUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1`, auth: 'bearer' },
      secret: { token: 'very-secret-token' },
    } as never);
    const graph = toApi({
      connectionId: account,
      url: '/people?list=a b',
      method: 'PUT',
      wrapKey: 'people',
      headers: [{ name: 'X-Source', value: 'Telar' }],
    });
    const shown = await test(graph, 'api');
    expect(received).toEqual([]);
    const run = await shop.run(graph);
    expect([run.status, run.error]).toEqual(['succeeded', null]);
    expect(shown.write).toMatchObject({ kind: 'requests', total: 2 });
    if (shown.write?.kind !== 'requests') throw new Error('no requests');
    const origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    expect(shown.write.requests.map(({ body }) => body)).toEqual(received.map(({ body }) => body));
    for (const [index, sent] of received.entries()) {
      const said = shown.write.requests[index];
      expect([said?.method, said?.url]).toEqual([sent.method, origin + sent.url]);
      const transport = ['host', 'connection', 'content-length'];
      const names = Object.keys(sent.headers).filter((name) => !transport.includes(name));
      expect(said?.headers.map(({ name }) => name).sort()).toEqual(names.sort());
      for (const { name, value } of said?.headers ?? []) {
        if (name === 'authorization') expect(value).toBe('Bearer •••');
        else if (name === 'idempotency-key') expect(sent.headers[name]).toBe(value.replace('run_…', run.id));
        else expect(sent.headers[name]).toBe(value);
      }
    }
    expect(JSON.stringify(shown)).not.toContain('very-secret');
    expect(shown.account).toBe('CRM');
  });

  it('leaves out what was sent before, as a run would', async () => {
    const graph = toApi({ mode: 'upsert', keys: ['id'] });
    await shop.run(graph);
    received = [];
    await shop.client.query(`UPDATE shop.people SET name = 'Dora' WHERE id = 2`);
    await getDatabase().sourceSample.deleteMany({});
    const shown = await test(graph, 'api');
    expect(shown).toMatchObject({ rows: 1, alreadySent: 2, write: { total: 1 } });
    expect(received).toEqual([]);
  });
});

describe('a test of a table', () => {
  it('says what becomes of each row, in the words that a run uses, and writes nothing', async () => {
    await shop.client.query(`CREATE TABLE public.copy (id int PRIMARY KEY, name text, spent numeric, seen timestamptz);
      INSERT INTO public.copy VALUES (1, 'Ana', 1.5, '2026-01-02T03:04:05Z'), (2, 'Old', NULL, NULL), (7, 'Other', NULL, NULL)`);
    const graph = toTable({ mode: 'mirror', keys: ['id'], brakePercent: 100 });
    const shown = await test(graph, 'copy');
    expect(shown.write).toMatchObject({
      kind: 'table',
      table: 'public.copy',
      changes: ['unchanged', 'update', 'create'],
      counts: { creates: 1, updates: 1, unchanged: 1, removes: 1 },
    });
    const { rows } = await shop.client.query(`SELECT name FROM public.copy ORDER BY id`);
    expect(rows.map(({ name }) => name)).toEqual(['Ana', 'Old', 'Other']);
    const { rows: ledger } = await shop.client.query(`SELECT to_regclass('public.telar_ledger') AS found`);
    expect(ledger).toEqual([{ found: null }]);
    const one = await test(graph, 'copy', { oneRow: true, picked: held([zed]) });
    expect(one.write).toMatchObject({ counts: { creates: 1, removes: 0 }, mode: 'upsert' });
    expect(one.write?.kind === 'table' && one.write.statements.some((text) => text.startsWith('DELETE'))).toBe(false);
  });

  it('says of a table that is not there how it would be made', async () => {
    const shown = await test(toTable({ mode: 'upsert', keys: ['id'], keepBeforeDays: 0 }), 'copy');
    const statements = shown.write?.kind === 'table' ? shown.write.statements : [];
    expect(statements).toEqual([
      'CREATE TABLE "public"."copy" ("id" bigint, "name" text, "spent" numeric, "seen" timestamp with time zone)',
      'COPY "public"."copy" ("id", "name", "spent", "seen") FROM STDIN WITH (FORMAT csv)',
      'ALTER TABLE "public"."copy" ADD PRIMARY KEY ("id")',
    ]);
  });
});

it('is for targets', async () => {
  await expect(test(toApi(), 'people')).rejects.toMatchObject({ code: 'test_not_target' });
});

describe('one row for real', () => {
  const newSend = () => `send_${createId('pin').slice('pin_'.length)}`;
  const send = (graph: ReturnType<typeof chainGraph>, nodeId: string, row: unknown[], sendId = newSend()) =>
    sendRow({
      session,
      pipelineId: shop.pipelineId,
      sendId,
      graph,
      nodeId,
      row: held([row]),
      signal: AbortSignal.timeout(60_000),
    });
  const zedJson = '[{"id":9,"name":"Zed","spent":7.2500000000,"seen":"2026-05-06T07:08:09Z"}]';

  it('goes out once however often it is asked for, as the test said, and is written down', async () => {
    const graph = toApi();
    const shown = await test(graph, 'api', { oneRow: true, picked: held([zed]) });
    const sendId = newSend();
    const outcomes = await Promise.all([send(graph, 'api', zed, sendId), send(graph, 'api', zed, sendId)]);
    outcomes.push(await send(graph, 'api', zed, sendId));
    expect(received.map(({ body }) => body)).toEqual([zedJson]);
    expect(shown.write).toMatchObject({ total: 1, requests: [{ body: zedJson }] });
    expect(received[0]?.headers['idempotency-key']).toBe(`${sendId}:api:1`);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ outcome: 'sent', answer: { status: 200, body: '{}' } });
    const events = await getDatabase().auditEvent.findMany({ where: { action: 'pipeline.row_sent' } });
    expect(events.map(({ after }) => after)).toEqual([
      { step: 'api', to: expect.stringMatching(/^POST http.*people$/) },
    ]);
    expect(JSON.stringify(events)).not.toContain('Zed');
    const [kept] = await getDatabase().rowSend.findMany({ where: { id: sendId } });
    expect(Buffer.from(kept?.outcomeCiphertext ?? []).includes('sent')).toBe(false);
  });

  it('shows a refusal as it came, and a second click gets the same', async () => {
    status = 422;
    const sendId = newSend();
    const first = await send(toApi(), 'api', zed, sendId);
    expect(first).toMatchObject({ outcome: 'refused', answer: { status: 422 } });
    expect(await send(toApi(), 'api', zed, sendId)).toEqual(first);
    expect(received).toHaveLength(1);
    status = 401;
    await expect(send(toApi(), 'api', zed)).rejects.toMatchObject({ code: 'http_unauthorized', nodeId: 'api' });
  });

  it('counts as sent for the runs after it', async () => {
    const graph = toApi({ mode: 'upsert', keys: ['id'] });
    await getDatabase().nodeState.deleteMany({});
    expect(await send(graph, 'api', [1, 'Ana', '1.50', '2026-01-02T03:04:05Z'])).toMatchObject({ remembered: true });
    received = [];
    const run = await shop.run(graph);
    expect(run.steps.api).toMatchObject({ rowsIn: 3, rowsUnchanged: 1, rowsLoaded: 2 });
    const before = await getDatabase().nodeState.count();
    // Other settings than those that are remembered: the memory of the live ones is left alone.
    const other = toApi({ mode: 'upsert', keys: ['id'], url: `${toApi().nodes[1]?.settings.url}&draft=1` });
    expect(await send(other, 'api', zed)).toMatchObject({ remembered: false });
    expect(await getDatabase().nodeState.count()).toBe(before);
    expect((await shop.run(graph)).steps.api).toMatchObject({ rowsUnchanged: 3 });
  });

  it('is put into a table by its ledger, seen as it is stored, and takes no other row away', async () => {
    await shop.client.query(`CREATE TABLE public.copy (id int PRIMARY KEY, name text, spent numeric, seen timestamptz);
      INSERT INTO public.copy VALUES (7, 'Other', NULL, NULL)`);
    const graph = toTable({ mode: 'mirror', keys: ['id'] });
    const sendId = newSend();
    const first = await send(graph, 'copy', zed, sendId);
    expect(first).toMatchObject({ outcome: 'sent', change: 'created', remembered: null });
    expect(first.stored).toContainEqual({ name: 'name', value: 'Zed' });
    expect(await send(graph, 'copy', zed, sendId)).toEqual(first);
    expect(await send(graph, 'copy', [9, 'Zoe', null, null])).toMatchObject({ change: 'updated' });
    const { rows } = await shop.client.query('SELECT id, name FROM public.copy ORDER BY id');
    expect(rows).toEqual([
      { id: 7, name: 'Other' },
      { id: 9, name: 'Zoe' },
    ]);
    const { rows: ledger } = await shop.client.query('SELECT run_id FROM public.telar_ledger WHERE run_id = $1', [
      sendId,
    ]);
    expect(ledger).toHaveLength(1);
    expect(await getDatabase().sourceSample.count()).toBe(0);
    expect(await getDatabase().nodeState.count({ where: { nodeId: 'people' } })).toBe(0);
  });

  it('is not for files, nor for rows of another step', async () => {
    const file = chainGraph(source(), testNode('file', 'file-target', { fileName: 'a' }));
    await expect(send(file, 'file', zed)).rejects.toMatchObject({ code: 'row_send_target' });
    const row = { ...held([zed]), nodeId: 'elsewhere' };
    const options = { session, pipelineId: shop.pipelineId, sendId: newSend(), graph: toApi(), nodeId: 'api', row };
    await expect(sendRow({ ...options, signal: AbortSignal.timeout(9_000) })).rejects.toMatchObject({
      code: 'row_send_other',
    });
  });
});
