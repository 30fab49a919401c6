import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { ColumnMapping } from '#core/graph/nodes/target-write.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from './create-test-warehouse.ts';

provideTestDatabase();

let shop: TestWarehouse;
let api: Server;
let received: unknown[] = [];

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(...JSON.parse(body));
    response.end('{}');
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  await shop.client.query(`
    CREATE TABLE shop.leads (email text, tier text, joined text);
    INSERT INTO shop.leads VALUES (' Ana@Example.com', 'Free', '2026-01-31'), ('bo@example.com', 'Pro', 'soon'),
      ('cy@example.com', 'Odd', NULL), ('di@example.com', NULL, NULL);
    CREATE TYPE public.plan AS ENUM ('starter', 'business');
    CREATE TABLE public.members (email text PRIMARY KEY, plan public.plan, joined_on date, origin text NOT NULL)`);
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});

const source = () =>
  testNode('leads', 'postgres-source', {
    connectionId: shop.connectionId,
    mode: 'query',
    query: 'SELECT * FROM shop.leads ORDER BY email',
    fields: (['email', 'tier', 'joined'] as const).map((name) => ({ name, type: 'text' })),
  });

const mapping: ColumnMapping[] = [
  { field: '', column: 'email', formula: 'LOWER(TRIM([email]))' },
  {
    field: 'tier',
    column: 'plan',
    values: [
      { from: 'Free', to: 'starter' },
      { from: 'Pro', to: 'business' },
    ],
    otherwise: 'reject',
  },
  { field: 'joined', column: 'joined_on', cast: 'date' },
  { field: '', column: 'origin', fixed: 'telar' },
];

it('writes into a table what the mapping says, accounts for the rows it sets aside and keeps them', async () => {
  const settings = { connectionId: shop.connectionId, table: 'members', createTable: false } as const;
  const target = testNode('members', 'postgres-target', { ...settings, mode: 'upsert', keys: ['email'], mapping });
  const first = await shop.run(chainGraph(source(), target));
  expect(first.error).toBeNull();
  expect(first.steps.members).toMatchObject({ rowsIn: 4, rowsLoaded: 2, rowsRejected: 2 });
  const { rows } = await shop.client.query(
    'SELECT email, plan, joined_on::text, origin FROM public.members ORDER BY email',
  );
  expect(rows).toEqual([
    { email: 'ana@example.com', plan: 'starter', joined_on: '2026-01-31', origin: 'telar' },
    { email: 'di@example.com', plan: null, joined_on: null, origin: 'telar' },
  ]);
  const second = await shop.run(chainGraph(source(), target));
  expect(second.steps.members).toMatchObject({ rowsIn: 4, rowsUnchanged: 2, rowsRejected: 2 });
});

it('sends an API exactly what the mapping names', async () => {
  received = [];
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/members`;
  const renamed = mapping.map((entry) => (entry.column === 'joined_on' ? { ...entry, column: 'Joined on' } : entry));
  const outcome = await shop.run(
    chainGraph(source(), testNode('api', 'http-target', { url, mapping: renamed, mode: 'upsert', keys: ['email'] })),
  );
  expect(outcome.steps.api).toMatchObject({ rowsIn: 4, rowsLoaded: 2, rowsRejected: 2 });
  expect(received).toEqual([
    { email: 'ana@example.com', plan: 'starter', 'Joined on': '2026-01-31', origin: 'telar' },
    { email: 'di@example.com', plan: null, 'Joined on': null, origin: 'telar' },
  ]);
});
