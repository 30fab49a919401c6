import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { HttpTargetSettings } from '#core/graph/nodes/http-target.ts';
import { provideTestDatabase } from '#core/platform/provide-test-database.ts';
import { checkPipeline } from '../check-pipeline.ts';
import { chainGraph, createTestWarehouse, type TestWarehouse, testNode } from '../create-test-warehouse.ts';
import { planRun } from '../plan-run.ts';
import { readRejectedRows } from '../read-rejected-rows.ts';
import { forecastTarget } from './forecast-target.ts';

provideTestDatabase();

const signal = AbortSignal.timeout(120_000);
let shop: TestWarehouse;
let api: Server;
let received: { id: number }[] = [];

beforeAll(async () => {
  process.env.TELAR_EGRESS_ALLOW = '127.0.0.0/8';
  shop = await createTestWarehouse();
  await shop.client.query(`CREATE TABLE shop.people (id int, email text, country text, plan text, points int);
    INSERT INTO shop.people VALUES (1, 'a@x.es', 'ES', 'gold', 5), (2, NULL, 'ES', 'gold', 5), (3, 'c@x.es', 'ESP', NULL, 5),
      (4, 'not an address', 'ES', NULL, 5), (5, 'e@x.es', 'ES', 'tin', 5), (6, 'f@x.es', NULL, NULL, 50000),
      (7, 'g@x.es', 'E  ', NULL, NULL), (1, 'a@x.es', 'ES', 'gold', 5)`);
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(...JSON.parse(body));
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
beforeEach(() => {
  received = [];
});
afterAll(async () => {
  api.close();
  await shop.drop();
  await getEnginePool().close();
});

function graphOf(settings: Partial<HttpTargetSettings>) {
  const text = (name: string) => ({ name, type: 'text' as const });
  const fields = [
    { name: 'id', type: 'integer' as const },
    ...[text('email'), text('country'), text('plan')],
    { name: 'points', type: 'integer' as const },
  ];
  return chainGraph(
    testNode('people', 'postgres-source', { connectionId: shop.connectionId, schema: 'shop', table: 'people', fields }),
    testNode('api', 'http-target', {
      url: `http://127.0.0.1:${(api.address() as AddressInfo).port}/people`,
      ...settings,
    }),
  );
}

const accepts = [
  { name: 'email', required: true, pattern: '^[^@ ]+@[^@ ]+$' },
  { name: 'country', maxLength: 2 },
  { name: 'tier', values: ['gold', 'silver'] },
  { name: 'points', maxLength: 4 },
];
const mapping = ['id', 'email', 'country', 'plan', 'points'].map((field) => ({
  field,
  column: field === 'plan' ? 'tier' : field,
}));
const expected = [
  'value_invalid tier 1 gold, silver',
  'value_required email 1 null',
  'value_too_long country 2 2',
  'value_too_long points 1 4',
  'value_unmatched email 1 ^[^@ ]+@[^@ ]+$',
];
const tell = (reasons: readonly { reason: string; field: string | null; rows: number; limit: string | null }[]) =>
  reasons.map(({ reason, field, rows, limit }) => `${reason} ${field} ${rows} ${limit}`).sort();

it('foretells, plans and sets aside the same rows by name, and sends none of them', async () => {
  const graph = graphOf({ accepts, mapping, mode: 'upsert', keys: ['id'] });
  const forecast = await forecastTarget({ ...shop, graph, nodeId: 'api', signal });
  expect(forecast).toMatchObject({ rows: 8, refused: 6, unchecked: [] });
  expect(tell(forecast.reasons)).toEqual(expected);
  expect(forecast.grid?.rows.map(([id]) => Number(id))).toEqual([2, 3, 4, 5, 6, 7]);
  const plan = await planRun({ ...shop, graph, allowRemovals: false, signal });
  expect(plan.targets[0]).toMatchObject({ rows: 8, creates: 2, rejected: 6, requests: 1 });
  expect(tell(plan.targets[0]?.reasons ?? [])).toEqual(expected);
  expect(received).toEqual([]);
  const run = await shop.run(graph);
  expect(run).toMatchObject({ status: 'succeeded', steps: { api: { rowsIn: 8, rowsLoaded: 2, rowsRejected: 6 } } });
  expect(received.map(({ id }) => id)).toEqual([1, 1]);
  const rejected = await readRejectedRows({ ...shop, runId: run.id, nodeId: 'api', offset: 0, limit: 10 });
  expect(rejected.total).toBe(6);
  expect(JSON.stringify(rejected)).toContain('not an address');
});

it('sends everything where nothing is known of the API', async () => {
  expect(await forecastTarget({ ...shop, graph: graphOf({}), nodeId: 'api', signal })).toMatchObject({ refused: 0 });
  await shop.run(graphOf({}));
  expect(received).toHaveLength(8);
});

it.each([
  [{ accepts: [{ name: 'phone', required: true }] }, 'accepted_field_missing', 'accepts.0.name'],
  [{ accepts: [{ name: 'phone', required: true }], mapping }, 'accepted_field_missing', 'accepts.0.name'],
  [{ accepts: [{ name: 'email', pattern: '(?=a)' }] }, 'rule_pattern_invalid', 'accepts.0.pattern'],
  [{ accepts: [{ name: '' }] }, 'name_missing', 'accepts.0.name'],
])('says what is wrong: %j', async (settings, code, field) => {
  const { problems } = await checkPipeline(graphOf(settings));
  expect(problems).toContainEqual(expect.objectContaining({ code, field, nodeId: 'api' }));
});
