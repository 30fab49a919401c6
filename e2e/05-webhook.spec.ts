import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

const event = { lead: { email: 'ana@example.com', score: 42, city: 'Málaga' } };

test('an event posted to the address starts one run with its body as rows', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const builder = new BuilderPage(page);
  const api = new ProductApi(page);
  await signIn(page);
  await api.provideWarehouse();
  await builder.openBlank();

  const webhook = await builder.addStep('Webhook');
  await webhook.getByLabel('Where the rows are').fill('lead');
  await webhook.getByLabel('Example of a body').fill(JSON.stringify(event));
  await webhook.getByRole('button', { name: 'Read fields' }).click();
  await expect(webhook.getByText('3 fields', { exact: true })).toBeVisible();
  await expect(webhook.getByRole('combobox', { name: 'Type of score' })).toHaveText('Whole number');
  await expect(builder.preview.getByRole('gridcell', { name: 'Málaga' })).toBeVisible();

  const target = await builder.addStep('PostgreSQL table');
  await builder.choose(target, 'Connection', 'Warehouse');
  await target.getByLabel('Table', { exact: true }).fill('leads');
  await builder.publish();

  await builder.step('Webhook').click();
  await webhook.getByRole('button', { name: 'Copy address' }).click();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  const post = () =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'webhook-id': 'delivery-1' },
      body: JSON.stringify(event),
    });
  const first = await post();
  expect(first.status).toBe(202);
  const { runId } = (await first.json()) as { runId: string };
  await expect.poll(async () => (await api.readRun(runId)).status).toBe('succeeded');
  expect(await readLeads()).toEqual([event.lead]);

  const second = await post();
  expect(second.status).toBe(202);
  expect(await second.json()).toMatchObject({ runId });
  expect((await api.listRuns(builder.pipelineId)).map(({ id }) => id)).toEqual([runId]);
  expect(await readLeads()).toEqual([event.lead]);
});

function readLeads(): Promise<Record<string, unknown>[]> {
  return queryDatabase(readProduct().warehouseUrl, 'SELECT email, score::int, city FROM leads');
}
