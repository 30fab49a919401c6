import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from './create-test-warehouse.ts';
import { planRun } from './plan-run.ts';

provideTestDatabase();

let shop: TestWarehouse;
/** Everything that was said to the database through the wire that the connection uses. */
let said: string[] = [];
let wire: ReturnType<typeof createServer>;
let api: Server;
let requests = 0;

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  const { hostname, port } = new URL(process.env.DATABASE_URL ?? '');
  wire = createServer((socket) => {
    const server = connect(Number(port || 5432), hostname);
    socket.on('data', (bytes) => said.push(bytes.toString('latin1')));
    socket.pipe(server).pipe(socket);
    socket.on('error', () => server.destroy());
    server.on('error', () => socket.destroy());
  });
  api = createHttpServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => response.writeHead(200).end('{}'));
  });
  await Promise.all([wire, api].map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))));
  const { config } = await getDatabase().connection.findUniqueOrThrow({ where: { id: shop.connectionId } });
  const data = { config: { ...(config as object), tls: 'disable', port: (wire.address() as AddressInfo).port } };
  await getDatabase().connection.update({ where: { id: shop.connectionId }, data });
});
afterAll(async () => {
  wire.close();
  api.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  said = [];
  requests = 0;
  await getDatabase().nodeState.deleteMany();
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.telar_ledger;
    CREATE TABLE shop.people (id int PRIMARY KEY, name text, spent numeric);
    INSERT INTO shop.people VALUES (1, 'same', 1.5), (2, 'new name', 2), (3, 'added', NULL);
    CREATE TABLE public.copy (id int PRIMARY KEY, name varchar(20), spent numeric(10,2));
    INSERT INTO public.copy VALUES (1, 'same', 1.50), (2, 'old name', 2), (9, 'gone', 0)`);
});

const writing = /\b(INSERT INTO|UPDATE "|DELETE FROM|CREATE|ALTER TABLE|DROP|TRUNCATE)|FROM STDIN/;

const source = () =>
  testNode('people', 'postgres-source', {
    connectionId: shop.connectionId,
    schema: 'shop',
    table: 'people',
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'name', type: 'text' },
      { name: 'spent', type: 'decimal' },
    ],
  });
const target = (settings: Partial<PostgresTargetSettings>) =>
  testNode('copy', 'postgres-target', { connectionId: shop.connectionId, table: 'copy', keys: ['id'], ...settings });
const plan = (graph: Graph) => planRun({ ...shop, graph, allowRemovals: false, signal: new AbortController().signal });

describe('a plan for a table', () => {
  it.each([
    ['append', { creates: 3, updates: 0, removes: 0, unchanged: 0 }],
    ['insert', { creates: 1, updates: 0, removes: 0, skipped: 2 }],
    ['update', { creates: 0, updates: 1, removes: 0, unchanged: 1, skipped: 1 }],
    ['upsert', { creates: 1, updates: 1, removes: 0, unchanged: 1 }],
    ['mirror', { creates: 1, updates: 1, removes: 1, unchanged: 1, halts: 'mirror_brake' }],
    ['delete', { creates: 0, updates: 0, removes: 2, skipped: 1 }],
    ['replace', { creates: 3, updates: 0, removes: 3, unchanged: 0 }],
  ] as const)('%s: says what the run then does, and writes nothing', async (mode, expected) => {
    const graph = chainGraph(source(), target({ mode }));
    const planned = await plan(graph);
    expect(planned).toMatchObject({ rowsRead: 3, targets: [{ nodeId: 'copy', rows: 3, rejected: 0, ...expected }] });
    const heard = said.join('\n');
    expect(heard).toContain('BEGIN READ ONLY');
    expect(heard).not.toMatch(writing);
    const [found] = planned.targets;
    if (mode === 'append') return;
    const run = await shop.run(graph, { allowRemovals: true });
    // The control: the same wire hears a run write.
    expect(said.join('\n')).toMatch(writing);
    expect(run).toMatchObject({ status: 'succeeded' });
    const { rowsCreated = 0, rowsUpdated = 0, rowsRemoved = 0, rowsUnchanged = 0 } = run.steps.copy ?? {};
    if (mode === 'replace') return;
    expect([rowsCreated, rowsUpdated, rowsRemoved, rowsUnchanged]).toEqual([
      found?.creates,
      found?.updates,
      found?.removes,
      found?.unchanged,
    ]);
  });

  it('leaves out what was sent before, as the run does, whatever has become of it in the table', async () => {
    const graph = chainGraph(source(), target({ mode: 'upsert', detect: 'sent' }));
    await shop.run(graph);
    await shop.client.query(`UPDATE public.copy SET name = 'meddled' WHERE id = 1;
      UPDATE shop.people SET name = 'newer' WHERE id = 2; INSERT INTO shop.people VALUES (4, 'more', 1)`);
    const planned = await plan(graph);
    expect(planned.targets).toMatchObject([{ rows: 4, creates: 1, updates: 1, unchanged: 2 }]);
    const { steps } = await shop.run(graph);
    expect(steps.copy).toMatchObject({ rowsCreated: 1, rowsUpdated: 1, rowsUnchanged: 2 });
    expect((await plan(graph)).targets).toMatchObject([{ rows: 4, creates: 0, updates: 0, unchanged: 4 }]);
  });

  it('knows a table that is still to be made, and keys that cannot be used', async () => {
    await shop.client.query(`DROP TABLE public.copy; ALTER TABLE shop.people DROP CONSTRAINT people_pkey;
      ALTER TABLE shop.people ALTER id DROP NOT NULL; INSERT INTO shop.people VALUES (NULL, 'no key'), (1, 'twin')`);
    const planned = await plan(chainGraph(source(), target({ mode: 'upsert' })));
    expect(planned.targets).toMatchObject([{ rows: 5, creates: 3, rejected: 2 }]);
    expect(said.join('\n')).not.toMatch(writing);
  });

  it('remembers nothing', async () => {
    const remembering = source();
    remembering.settings = { ...remembering.settings, sync: { mode: 'snapshot', keys: ['id'] } };
    await plan(chainGraph(remembering, target({ mode: 'upsert' })));
    expect(await getDatabase().nodeState.count()).toBe(0);
    expect(await getDatabase().runCheckpoint.count()).toBe(0);
    expect(await getDatabase().run.count({ where: { status: 'queued' } })).toBe(0);
  });
});

it('counts the requests to an API and sends none; a run sends as many', async () => {
  const { port } = api.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/people`;
  const graph = chainGraph(source(), testNode('api', 'http-target', { url, batchSize: 2 }));
  const planned = await plan(graph);
  expect(planned.targets).toMatchObject([{ rows: 3, requests: 2 }]);
  expect(requests).toBe(0);
  await shop.run(graph);
  expect(requests).toBe(2);
});
