import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { createContactsToTable } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('what would go live is seen before it does, and an earlier version comes back', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const warehouse = await api.provideWarehouse();
  const { id } = await api.createPipeline('Two states', createContactsToTable(warehouse.id, 'versions'));
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.publish(1);

  await builder.step('Contacts').click();
  await builder.settings('Contacts').getByLabel('Rows').fill('300');
  await builder.addStep('Filter');
  // The filter has no condition yet, so nothing can go live; what would can be seen all the same.
  await page.getByRole('button', { name: '3 changes not live' }).click();
  const review = page.getByRole('dialog', { name: 'What goes live' });
  await expect(
    review.getByRole('listitem').filter({ hasText: 'Filter · Filter' }).getByRole('img', { name: 'Added' }),
  ).toBeVisible();
  await expect(review.getByText('200 sample contacts → 300 sample contacts')).toBeVisible();
  await review.getByRole('button', { name: 'Cancel' }).click();

  await builder.step('Filter').click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await review.getByLabel('Name of the version').fill('More contacts');
  await review.getByRole('button', { name: 'Publish version 2' }).click();
  await expect(page.getByText('Version 2 is live')).toBeVisible();

  await page.getByRole('button', { name: 'Versions' }).click();
  const history = page.getByRole('dialog', { name: 'Versions' });
  await expect(history.getByText('Version 2: More contacts')).toBeVisible();
  await history
    .getByRole('listitem')
    .filter({ hasText: /^Version 1/ })
    .getByRole('button', { name: 'Compare' })
    .click();
  await builder.whileSaving(() => history.getByRole('button', { name: 'Restore into the draft' }).click());
  await expect(builder.step('Contacts')).toContainText('200 sample contacts');
});

test('edits of different steps in two windows are both kept, each window knowing of the other', async ({
  page,
  context,
}) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('Together', createContactsToTable('', 'together'));
  const first = new BuilderPage(page);
  const second = new BuilderPage(await context.newPage());
  await first.open(id);
  await second.open(id);
  await expect(
    second.page.getByRole('button', { name: 'You, in another window: has this pipeline open' }),
  ).toBeVisible();

  await first.step('Contacts').click();
  await first.whileSaving(() => first.settings('Contacts').getByLabel('Rows').fill('350'));
  await second.step('Table').click();
  await second.whileSaving(() => second.settings('Table').getByLabel('Table', { exact: true }).fill('both'));
  await expect(second.step('Contacts')).toContainText('350 sample contacts');
  const { nodes } = (await api.readPipeline(id)).draft.graph;
  expect(nodes.map(({ settings }) => settings.rows ?? settings.table)).toEqual([350, 'both']);
});
