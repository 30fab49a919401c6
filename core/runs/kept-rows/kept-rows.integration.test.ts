import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptRowsQuerySchema } from '#core/contracts/kept-rows.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { forgetKeptRows } from './forget-kept-rows.ts';
import { readKeptRows } from './read-kept-rows.ts';
import { readSentRequests } from './read-sent-requests.ts';

provideTestDatabase();

let shop: TestWarehouse;
let api: Server;
let answer: (rows: { id: number }[]) => { status: number; body: object };

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const reply = answer(JSON.parse(body));
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  await shop.client.query(`CREATE TABLE shop.people (id int, email text);
    INSERT INTO shop.people VALUES (1, 'Ana@x.es'), (2, 'leo@y.es'), (3, NULL), (4, 'eva@x.es')`);
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(() => {
  answer = () => ({ status: 200, body: {} });
});

const source = () =>
  testNode('people', 'postgres-source', {
    ...{ connectionId: shop.connectionId, mode: 'query', query: 'SELECT * FROM shop.people ORDER BY id' },
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'email', type: 'text' },
    ],
  });
const filled = () =>
  testNode('filled', 'filter', {
    conditions: [{ field: 'email', operator: 'is_not_blank', value: '' }] as never,
  });
const sending = (settings: object = {}) =>
  testNode('crm', 'http-target', {
    url: `http://127.0.0.1:${(api.address() as AddressInfo).port}/people?token=hushhush`,
    headers: [{ name: 'X-Api-Key', value: 'hushhush' }],
    batchSize: 2,
    ...settings,
  });

const read = (runId: string, nodeId: string, query: object = {}) =>
  readKeptRows({ ...shop, runId, nodeId }, keptRowsQuerySchema.parse(query), 'en');
const readRequests = (runId: string, row: number) => readSentRequests({ ...shop, runId, nodeId: 'crm', row }, 'en');
const run = (graph: Graph) => shop.run(graph);

describe('the rows of a step', () => {
  it('are kept with their columns, and found by a part of a value in any case', async () => {
    const { id, status } = await run(chainGraph(source(), filled(), sending()));
    expect(status).toBe('succeeded');
    const all = await read(id, 'people');
    expect(all).toMatchObject({ kept: 4, total: 4, matching: 4, hasRequests: false });
    expect(all.fields).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'email', type: 'text' },
    ]);
    expect(all.rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, '1', 'Ana@x.es'],
      [2, '2', 'leo@y.es'],
      [3, '3', null],
      [4, '4', 'eva@x.es'],
    ]);
    const found = await read(id, 'filled', { q: '@X.ES', limit: 1, offset: 1 });
    expect(found).toMatchObject({ matching: 2, total: 3, rows: [{ row: 3, cells: ['4', 'eva@x.es'] }] });
    expect((await read(id, 'filled', { q: `%' OR true --` })).matching).toBe(0);
  });

  it('are found only in their workspace, and go after their time', async () => {
    const { id } = await run(chainGraph(source(), sending()));
    const elsewhere = readKeptRows(
      { workspaceId: 'ws_other', runId: id, nodeId: 'people' },
      keptRowsQuerySchema.parse({}),
      'en',
    );
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
    const step = await getDatabase().runStep.findFirstOrThrow({ where: { runId: id, nodeId: 'people' } });
    await forgetKeptRows(new Date(Date.now() + 40 * 24 * 3_600_000));
    expect(await read(id, 'people')).toMatchObject({ kept: null, rows: [], total: 4 });
    await expect(getBlobStore().open(step.keptBlobKey ?? '')).rejects.toMatchObject({ code: 'blob_missing' });
    expect(await readRequests(id, 1)).toEqual([]);
  });
});

describe('the requests to an API', () => {
  it('are told for the row they carried, without secrets', async () => {
    const { id } = await run(chainGraph(source(), filled(), sending()));
    expect((await read(id, 'crm')).rows.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'loaded']);
    const requests = await readRequests(id, 3);
    expect(requests).toMatchObject([
      { firstRow: 3, rows: 1, status: 200, attempts: 1, method: 'POST', idempotencyKey: `${id}:crm:2`, answer: '{}' },
    ]);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual([{ id: 4, email: 'eva@x.es' }]);
    expect(requests[0]?.headers).toMatchObject({ 'x-api-key': '•••', 'content-type': 'application/json' });
    expect(JSON.stringify(requests)).not.toContain('hushhush');
  });

  it('tell how a refused batch was halved until the row at fault was alone', async () => {
    answer = (rows) =>
      rows.some(({ id }) => id === 2) ? { status: 422, body: { no: 'leo' } } : { status: 200, body: {} };
    const { id, steps } = await run(chainGraph(source(), filled(), sending()));
    expect(steps.crm).toMatchObject({ rowsLoaded: 2, rowsRejected: 1 });
    const rows = await read(id, 'crm');
    expect(rows.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [1, 'loaded'],
      [2, 'rejected'],
      [3, 'loaded'],
    ]);
    expect(rows.rows[1]?.reason).toContain('leo');
    expect((await read(id, 'crm', { outcome: 'rejected' })).matching).toBe(1);
    expect((await readRequests(id, 2)).map(({ status, rows }) => [status, rows])).toEqual([
      [422, 2],
      [422, 1],
    ]);
  });

  it('are kept of a run that failed, with what had arrived and what had not', async () => {
    answer = (rows) => (rows.some(({ id }) => id === 4) ? { status: 401, body: {} } : { status: 200, body: {} });
    const { id, status } = await run(chainGraph(source(), filled(), sending()));
    expect(status).toBe('failed');
    expect((await read(id, 'crm')).rows.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'unsent']);
    expect(await readRequests(id, 3)).toMatchObject([{ status: 401, failure: null }]);
  });
});

describe('the rows of a table', () => {
  it('say which were created, changed or left alone', async () => {
    const table = () =>
      testNode('copy', 'postgres-target', {
        ...{ connectionId: shop.connectionId, schema: 'public', table: 'kept_copy', createTable: true },
        ...{ mode: 'upsert', keys: ['id'] },
      });
    const first = await run(chainGraph(source(), table()));
    expect((await read(first.id, 'copy')).rows.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
    await shop.client.query(`UPDATE shop.people SET email = 'new@x.es' WHERE id = 1`);
    const second = await run(chainGraph(source(), table()));
    expect(second.steps.copy).toMatchObject({ rowsUpdated: 1, rowsUnchanged: 3 });
    const again = await read(second.id, 'copy');
    expect(again.rows.map(({ outcome }) => outcome).toSorted()).toEqual([...Array(3).fill('unchanged'), 'updated']);
    expect(again.outcomes).toEqual({ unchanged: 3, updated: 1 });
    const changed = await read(second.id, 'copy', { outcome: 'updated' });
    expect(changed.rows.map(({ cells }) => cells.includes('new@x.es'))).toEqual([true]);
  });
});
