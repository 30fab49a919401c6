import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { claimRun } from './claim-run.ts';
import { createRun } from './create-run.ts';
import { chainGraph, createTestWarehouse, readOutcome, type TestWarehouse, testNode } from './create-test-warehouse.ts';
import { executeRun } from './execute-run.ts';

provideTestDatabase();

let shop: TestWarehouse;
let api: Server;
/** Batches by idempotency key, as a vendor keeps them. */
let received: Map<string, { id: number; name: string }[]>;
let requests = 0;
let answer: (rows: { id: number; name: string }[]) => { status: number; body: object };

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests += 1;
    const rows = JSON.parse(body);
    const reply = answer(rows);
    if (reply.status === 200) received.set(String(request.headers['idempotency-key']), rows);
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  requests = 0;
  received = new Map();
  answer = () => ({ status: 200, body: {} });
  await getDatabase().nodeState.deleteMany({});
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.telar_ledger;
    CREATE TABLE shop.people (id int, name text);
    INSERT INTO shop.people VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e');
    CREATE TABLE public.copy (id int PRIMARY KEY, name varchar(5))`);
});

const source = () =>
  testNode('people', 'postgres-source', {
    connectionId: shop.connectionId,
    mode: 'query',
    query: 'SELECT * FROM shop.people ORDER BY id',
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
    ],
  });
const url = () => `http://127.0.0.1:${(api.address() as AddressInfo).port}/people`;
const toApi = (settings: object = {}) =>
  chainGraph(source(), testNode('api', 'http-target', { url: url(), batchSize: 2, ...settings }));
const upserting = { mode: 'upsert', keys: ['id'] } as const;
const rename = (id: number, name: string) =>
  shop.client.query('UPDATE shop.people SET name = $2 WHERE id = $1', [id, name]);

describe('what was sent before', () => {
  it('is not sent to an API again: a run without changes sends nothing', { timeout: 120_000 }, async () => {
    await shop.run(toApi(upserting));
    expect(requests).toBe(3);
    const second = await shop.run(toApi(upserting));
    expect([requests, second.steps.api]).toEqual([3, expect.objectContaining({ rowsIn: 5, rowsUnchanged: 5 })]);
    await rename(4, 'new');
    await shop.run(toApi(upserting));
    expect(requests).toBe(4);
    expect([...received.values()].at(-1)).toEqual([{ id: 4, name: 'new' }]);
    // The control: as events, every row is sent every time.
    await shop.run(toApi());
    expect(requests).toBe(7);
  });

  it('does not reach a table again, unless the settings changed or the row was refused', async () => {
    const graph = (more: Partial<PostgresTargetSettings> = {}) => {
      const compare = { mode: 'upsert', detect: 'sent' } as const;
      const settings = { connectionId: shop.connectionId, table: 'copy', keys: ['id'], ...compare, ...more };
      return chainGraph(source(), testNode('copy', 'postgres-target', settings));
    };
    await rename(5, 'too long for it');
    const first = await shop.run(graph());
    expect(first.steps.copy).toMatchObject({ rowsLoaded: 4, rowsRejected: 1, rowsCreated: 4 });
    const second = await shop.run(graph());
    expect(second.steps.copy).toMatchObject({ rowsIn: 5, rowsUnchanged: 4, rowsRejected: 1 });
    await rename(5, 'short');
    await rename(1, 'new');
    const third = await shop.run(graph());
    expect(third.steps.copy).toMatchObject({ rowsUnchanged: 3, rowsLoaded: 2, rowsCreated: 1, rowsUpdated: 1 });
    const mapping = [
      { field: 'id', column: 'id' },
      { field: 'name', column: 'name' },
    ];
    const remapped = await shop.run(graph({ mapping }));
    expect(remapped.steps.copy).toMatchObject({ rowsIn: 5, rowsUnchanged: 5 });
    const { rows } = await shop.client.query('SELECT count(*)::int AS loads FROM public.telar_ledger');
    expect(rows).toEqual([{ loads: 4 }]);
  });
});

it('sends the same batches under the same keys when an attempt dies and the source has moved on', async () => {
  const id = await createRun({ ...shop, graph: toApi(), trigger: 'manual' });
  const epoch = (await claimRun(id, 'first'))?.epoch ?? 0;
  const dying = new AbortController();
  answer = () => {
    if (requests === 2) dying.abort(new Error('killed'));
    return { status: 200, body: {} };
  };
  const attempt = executeRun({ runId: id, epoch, signal: dying.signal }).catch(() => undefined);
  while (requests < 2) await new Promise((done) => setImmediate(done));
  await getDatabase().run.update({ where: { id }, data: { epoch: epoch + 1 } });
  await attempt;
  await shop.client.query(`DELETE FROM shop.people WHERE id = 1; INSERT INTO shop.people VALUES (0, 'first now')`);
  await executeRun({ runId: id, epoch: epoch + 1, signal: new AbortController().signal });
  expect((await readOutcome(id)).status).toBe('succeeded');
  const kept = [...received.values()].flat().map((row) => row.id);
  expect(kept.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(received.size).toBe(3);
});

it('takes the results that an API gives row by row, and sends only the refused rows again', async () => {
  const settings = { ...upserting, batchSize: 5, resultsPath: 'results', resultErrorPath: 'error.message' };
  answer = (rows) => ({
    status: 200,
    body: { results: rows.map(({ id }) => (id === 3 ? { error: { message: 'no such country' } } : { id })) },
  });
  const first = await shop.run(toApi(settings));
  expect(first.steps.api).toMatchObject({ rowsLoaded: 4, rowsRejected: 1 });
  await shop.run(toApi(settings));
  expect([...received.values()].at(-1)).toEqual([{ id: 3, name: 'c' }]);
  answer = () => ({ status: 200, body: { results: [] } });
  await rename(1, 'x');
  expect((await shop.run(toApi(settings))).error).toMatchObject({ code: 'http_results_unreadable' });
});
