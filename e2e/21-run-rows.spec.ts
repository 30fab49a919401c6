import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { httpTarget } from '#core/graph/nodes/http-target.ts';
import { checkScreen } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';

let crm: Server;
let refused = '';

test.beforeAll(async () => {
  crm = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isRefused = refused !== '' && body.includes(refused);
    const answer = isRefused ? { error: 'email is blocked' } : { ok: true };
    response.writeHead(isRefused ? 422 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => crm.listen(0, '127.0.0.1', done));
});
test.afterAll(() => crm.close());
test.beforeEach(({ page }) => signIn(page));

test('a row is found by its e-mail with the request that carried it, and the run is held against the last good one', async ({
  page,
}) => {
  const api = new ProductApi(page);
  const { port } = crm.address() as AddressInfo;
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 60 }),
    describeStep('http-target', 'CRM', {
      ...httpTarget.defaults,
      ...{ url: `http://127.0.0.1:${port}/contacts`, batchSize: 10 },
    }),
  ]);
  const { id } = await api.createPipeline('Contacts to the CRM', graph);
  await api.runToTheEnd(id);
  const { rows } = await api.call<{ rows: { cells: unknown[] }[] }>(
    'GET',
    `/runs/${(await api.listRuns(id))[0]?.id}/steps/step_1/rows?limit=20`,
  );
  const emails = rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string' && cell.includes('@')));
  refused = String(emails[0]);
  const runId = await api.runToTheEnd(id);

  const run = new RunPage(page);
  await run.open(runId);
  await run.steps.getByRole('link', { name: 'CRM', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Rows of CRM' })).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search by e-mail or any value' });
  const grid = page.getByRole('grid', { name: 'Rows' });
  await search.fill(refused.toUpperCase());
  await page.getByRole('button', { name: 'Rejected' }).click();
  await expect(page.locator('[aria-busy="false"]').filter({ has: grid })).toBeVisible();
  await expect(grid.getByRole('gridcell', { name: 'Arrived' })).toHaveCount(0);
  await grid.getByRole('gridcell', { name: 'Rejected' }).first().click();
  const row = page.getByRole('region', { name: /^Row \d+$/ });
  await expect(row).toContainText('email is blocked');
  await expect(row).toContainText('Idempotency key');
  await expect(row.getByRole('article').first()).toContainText('422');
  await row.getByRole('article').last().getByText('Request', { exact: true }).click();
  await expect(row.getByRole('article').last()).toContainText(refused);
  await checkScreen(page, 'run-rows', 'en');
  await test.step('the row stays open whatever one looks for next', async () => {
    await search.fill('nobody at all');
    await expect(page.getByRole('heading', { name: 'No row matches' })).toBeVisible();
    await expect(row).toContainText('email is blocked');
    await search.fill(refused);
    await expect(grid.getByRole('gridcell', { name: 'Rejected' }).first()).toBeVisible();
    await expect(row).toContainText('Idempotency key');
  });

  await page.getByRole('button', { name: 'In from Contacts' }).click();
  await expect(page.getByText(/rows? match/)).toBeVisible();

  await page.getByRole('link', { name: 'Back to the run' }).click();
  await page.getByRole('link', { name: 'Compare with last good' }).click();
  const line = page.getByRole('row', { name: /CRM/ });
  await expect(line).toContainText('was 60');
  await expect(line).toContainText('was 0');
  await expect(page.getByText('Both runs did exactly the same')).toBeVisible();
  await checkScreen(page, 'run-comparison', 'en');
});
