import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { type Graph, graphSchema } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { checkScreen } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

let isDown = true;
const heard: string[] = [];
const ads = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += String(chunk);
  });
  request.on('end', () => {
    if (!isDown) heard.push(body);
    // It says itself that it is not worth waiting for.
    response.writeHead(isDown ? 503 : 200, { 'retry-after': '3600' }).end('{}');
  });
});
let address: string;

test.beforeAll(async () => {
  await new Promise<void>((resolve) => ads.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(ads.address() as AddressInfo).port}/suppress`;
});
test.afterAll(() => void ads.close());

/** People who unsubscribed go to a table and to an API that is down. */
function composeGraph(connectionId: string): Graph {
  const place = { connectionId, schema: 'public' };
  const fields = [{ name: 'email', type: 'text' as const }];
  const chain = createChain([
    describeStep('postgres-source', 'Unsubscribed', {
      ...{ ...place, mode: 'table', table: 'unsubscribed', query: '', fields, sync: { mode: 'full' } },
    }),
    describeStep('postgres-target', 'CRM', {
      ...{ ...place, table: 'suppressed', mode: 'append', keys: [], createTable: true, mapping: null },
      ...{ removedRows: 'ignore', detect: 'target', brakePercent: 20, keepBeforeDays: 0 },
    }),
  ]);
  const [source] = chain.nodes;
  const usual = getNodeDefinition('http-target').defaults;
  const target = {
    ...{ id: 'ads', kind: 'http-target', name: 'Ads', position: { x: 400, y: 300 }, disabled: false },
    settings: { ...usual, url: address, batchSize: 100 },
  };
  const edge = { id: 'to_ads', from: { node: source?.id, port: 'rows' }, to: { node: 'ads', port: 'rows' } };
  return graphSchema.parse({ ...chain, nodes: [...chain.nodes, target], edges: [...chain.edges, edge] });
}

test('a target that is down gets its rows later, alone, and its page says when', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);
  await query(`DROP TABLE IF EXISTS unsubscribed, suppressed; CREATE TABLE unsubscribed (email text);
    INSERT INTO unsubscribed VALUES ('ana@example.org'), ('leo@example.org')`);
  const { id } = await api.createPipeline('Suppress everywhere', composeGraph(connectionId));
  const runId = await api.runToTheEnd(id);
  // The next try is a minute away, which a slow machine spends looking at screens.
  await queryDatabase(readProduct().databaseUrl, "UPDATE held_rows SET next_at = now() + interval '1 hour'");

  await page.goto(`${readProduct().url}/runs/${runId}`);
  const held = page.getByRole('region', { name: 'Targets that have not taken their rows' });
  await expect(held).toContainText('Ads · 2 rows');
  await expect(held).toContainText('attempt 2 of 9');
  await checkScreen(page, 'held-rows', 'en');
  await page.goto(`${readProduct().url}/settings/people`);
  await page.getByLabel('E-mail address').fill('ana@example.org');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const targets = page.getByRole('region', { name: 'Targets' });
  await expect(targets.getByRole('link', { name: /Ads/ })).toContainText('Retrying');
  await expect(targets.getByRole('link', { name: /CRM/ })).toContainText('Done');
  await checkScreen(page, 'person-targets', 'en');

  await page.goto(`${readProduct().url}/runs/${runId}`);
  isDown = false;
  await held.getByRole('button', { name: 'Retry now: Ads' }).click();
  await expect(held).toContainText('Delivered', { timeout: 60_000 });
  expect(heard.map((body) => JSON.parse(body))).toEqual([[{ email: 'ana@example.org' }, { email: 'leo@example.org' }]]);
  expect(await query('SELECT count(*)::int AS rows FROM suppressed')).toEqual([{ rows: 2 }]);
});

test('rows are given up after a question', async ({ page }) => {
  isDown = true;
  await signIn(page);
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const { id } = await api.createPipeline('Suppress once', composeGraph(connectionId));
  const runId = await api.runToTheEnd(id);
  await page.goto(`${readProduct().url}/runs/${runId}`);
  const held = page.getByRole('region', { name: 'Targets that have not taken their rows' });
  await held.getByRole('button', { name: 'Give up: Ads' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give up' }).click();
  await expect(held).toContainText('these rows never reach it');
  await expect(held.getByRole('button')).toHaveCount(0);
  expect(await api.readRun(runId)).toMatchObject({ status: 'failed' });
});
