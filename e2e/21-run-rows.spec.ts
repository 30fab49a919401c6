import { expect, test } from '@playwright/test';
import { httpTarget } from '#core/graph/nodes/http-target.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';
import { type Crm, startCrm } from './start-crm.ts';

let crm: Crm;

test.beforeAll(async () => {
  crm = await startCrm();
});
test.afterAll(() => crm.stop());
test.beforeEach(({ page }) => signIn(page));

test('a row is found by its e-mail with the request that carried it, and the run is held against the last good one', async ({
  page,
}) => {
  const api = new ProductApi(page);
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 60 }),
    describeStep('http-target', 'CRM', {
      ...httpTarget.defaults,
      ...{ url: crm.url, batchSize: 10 },
    }),
  ]);
  const { id } = await api.createPipeline('Contacts to the CRM', graph);
  await api.runToTheEnd(id);
  const { rows } = await api.call<{ rows: { cells: unknown[] }[] }>(
    'GET',
    `/runs/${(await api.listRuns(id))[0]?.id}/steps/step_1/rows?limit=20`,
  );
  const emails = rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string' && cell.includes('@')));
  const refused = String(emails[0]);
  crm.refuse(refused);
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
});
