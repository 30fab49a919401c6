import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { getDatabase } from '#core/platform/database.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { testTarget } from './test-target.ts';

provideTestDatabase();

let shop: TestWarehouse;
/** Everything that was said to the database through the wire that the connection uses. */
let said: string[] = [];
let wire: ReturnType<typeof createServer>;

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
  await new Promise<void>((done) => wire.listen(0, '127.0.0.1', done));
  const { config } = await getDatabase().connection.findUniqueOrThrow({ where: { id: shop.connectionId } });
  const data = { config: { ...(config as object), tls: 'disable', port: (wire.address() as AddressInfo).port } };
  await getDatabase().connection.update({ where: { id: shop.connectionId }, data });
});
afterAll(async () => {
  wire.close();
  await shop.drop();
  await getEnginePool().close();
});
beforeEach(async () => {
  await shop.client.query(`DROP TABLE IF EXISTS shop.people, public.copy, public.fresh, public.telar_ledger;
    CREATE TABLE shop.people (id int PRIMARY KEY, name text);
    INSERT INTO shop.people VALUES (1, 'same'), (2, 'new name'), (3, 'added');
    CREATE TABLE public.copy (id int PRIMARY KEY, name varchar(20));
    INSERT INTO public.copy VALUES (1, 'same'), (2, 'old name'), (9, 'gone')`);
});

const writing = /\b(INSERT INTO|UPDATE "|DELETE FROM|CREATE|ALTER TABLE|DROP|TRUNCATE)|FROM STDIN/;
const fields = [
  { name: 'id', type: 'integer' as const },
  { name: 'name', type: 'text' as const },
];

it.each<Partial<PostgresTargetSettings>>([
  { mode: 'append', table: 'fresh' },
  { mode: 'append', table: 'fresh', keepBeforeDays: 0 },
  { mode: 'upsert', table: 'fresh', keepBeforeDays: 0 },
  { mode: 'upsert' },
  { mode: 'insert', keepBeforeDays: 0 },
  { mode: 'update' },
  { mode: 'mirror', brakePercent: 100 },
  { mode: 'delete' },
  { mode: 'replace' },
])('a test says word for word what a run says: %o', async (settings) => {
  const source = { connectionId: shop.connectionId, schema: 'shop', table: 'people', fields };
  const target = { connectionId: shop.connectionId, table: 'copy', keys: ['id'], ...settings };
  const graph = chainGraph(testNode('people', 'postgres-source', source), testNode('copy', 'postgres-target', target));
  said = [];
  const { write } = await testTarget({ ...shop, graph, nodeId: 'copy', oneRow: false });
  expect(said.join('').match(writing)?.[0]).toBeUndefined();
  const statements = write?.kind === 'table' ? write.statements : [];
  expect(statements.length).toBeGreaterThan(0);
  said = [];
  expect(await shop.run(graph)).toMatchObject({ status: 'succeeded', error: null });
  let rest = said.join('');
  for (const statement of statements) {
    expect(rest).toContain(statement);
    rest = rest.slice(rest.indexOf(statement) + statement.length);
  }
});
