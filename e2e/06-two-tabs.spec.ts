import { expect, type Page, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { createContactsToTable } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('two tabs that change the same step: the second is told, and overwrites nothing', async ({ page, context }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('Two tabs', createContactsToTable('', 'two_tabs'));
  const first = new BuilderPage(page);
  const second = new BuilderPage(await context.newPage());
  // What the first stores does not come in by itself here: both edit the same revision.
  await second.page.route('**/visit', (route) => route.abort());
  await first.open(id);
  await second.open(id);

  await first.whileSaving(() => setRows(first, '300'));
  await setRows(second, '400');
  const dialog = second.page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await expect(dialog).toContainText('You changed this pipeline in another window.');
  expect(await readRows(api, id)).toBe(300);

  await dialog.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await second.page.waitForURL((url) => url.pathname.startsWith('/pipelines/pipe_') && !url.pathname.endsWith(id));
  await expect(second.page.getByRole('heading', { name: 'Two tabs (my changes)' })).toBeVisible();
  await expect(second.step('Contacts')).toContainText('400 sample contacts');
  expect(await readRows(api, second.pipelineId)).toBe(400);
  expect(await readRows(api, id)).toBe(300);
});

test('work done offline is kept, found again by a reload, and stored once the server answers', async ({
  page,
  context,
}) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('Offline', createContactsToTable('', 'offline'));
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.step('Contacts').click();
  await expect(builder.settings('Contacts')).toBeVisible();

  await context.setOffline(true);
  await setRows(builder, '500');
  await expectOffline(page);
  await builder.whileSaving(() => context.setOffline(false));
  await builder.waitUntilSaved();
  expect(await readRows(api, id)).toBe(500);

  await context.setOffline(true);
  await setRows(builder, '600');
  await expectOffline(page);
  await page.close();
  await context.setOffline(false);
  expect(await readRows(api, id)).toBe(500);

  const reopened = new BuilderPage(await context.newPage());
  await reopened.whileSaving(() => reopened.open(id));
  await expect(reopened.page.getByText('Work from your last visit that was not stored is back.')).toBeVisible();
  await expect(reopened.step('Contacts')).toContainText('600 sample contacts');
  await reopened.waitUntilSaved();
  expect(await readRows(new ProductApi(reopened.page), id)).toBe(600);
});

async function setRows(builder: BuilderPage, rows: string): Promise<void> {
  await builder.step('Contacts').click();
  await builder.settings('Contacts').getByLabel('Rows').fill(rows);
}

async function expectOffline(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Not saved: offline, will retry' })).toBeVisible();
}

/** How many rows the stored draft asks for. */
async function readRows(api: ProductApi, pipelineId: string): Promise<unknown> {
  const { draft } = await api.readPipeline(pipelineId);
  return draft.graph.nodes[0]?.settings.rows;
}
