import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { createContactsToTable } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('steps go to another pipeline, and what is missing there is asked for once', async ({ page, context }) => {
  await signIn(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const api = new ProductApi(page);
  const warehouse = await api.provideWarehouse();
  const old = await api.provideConnection('Retired');
  const { id: from } = await api.createPipeline('Copied from', createContactsToTable(old.id, 'contacts'));
  const builder = new BuilderPage(page);

  await builder.open(from);
  await builder.step('Table').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(builder.step('Table 2')).toBeVisible();
  await builder.whileSaving(() => page.keyboard.press('Control+z'));

  const { id: to } = await api.createPipeline('Copied to');
  await api.call('DELETE', `/pipelines/${from}`);
  await api.call('DELETE', `/connections/${old.id}`);
  await builder.open(to);
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: 'What stands in here?' });
  await dialog.getByRole('combobox', { name: 'Instead of the connection Retired' }).click();
  await builder.option('Warehouse').click();
  await builder.whileSaving(() => dialog.getByRole('button', { name: 'Paste' }).click());
  const { nodes, edges } = (await api.readPipeline(to)).draft.graph;
  expect(nodes.map(({ name, settings }) => [name, settings.connectionId])).toEqual([
    ['Contacts', undefined],
    ['Table', warehouse.id],
  ]);
  expect(edges).toHaveLength(1);
});

test('rows pasted on an empty canvas become a source with its columns', async ({ page }) => {
  await signIn(page);
  const builder = new BuilderPage(page);
  await builder.openBlank();
  await page.getByRole('button', { name: 'Paste rows' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start from pasted rows' });
  await dialog.getByLabel('Rows').fill('name;joined\nAna;31/12/2026\nLuis;01/02/2027');
  await dialog.getByRole('button', { name: 'Use 2 rows' }).click();
  await expect(builder.settings('Pasted rows')).toBeVisible();
  await expect(builder.output.getByRole('gridcell', { name: 'Ana' })).toBeVisible();
});
