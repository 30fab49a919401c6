import { expect, type Page, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { tabTo } from './tab-to.ts';

test('a pipeline is built, published and run by keyboard alone', async ({ page }) => {
  const builder = new BuilderPage(page);
  const { keyboard } = page;
  await signIn(page);
  await new ProductApi(page).provideWarehouse();
  const pointerActions = await countPointerActions(page);
  await page.goto(`${readProduct().url}/pipelines`);

  await test.step('a new pipeline from the command palette', async () => {
    await expect(page.getByRole('button', { name: /New pipeline|Start from a blank canvas/ })).toBeVisible();
    await keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await keyboard.type('New pipeline');
    await keyboard.press('Enter');
    await builder.waitUntilOpen();
  });
  await test.step('a source found by typing', async () => {
    await keyboard.press('/');
    await expect(builder.palette.getByRole('combobox')).toBeFocused();
    await keyboard.type('sample');
    await keyboard.press('Enter');
    await expect(builder.step('Sample data')).toBeFocused();
  });
  await test.step('a filter after it, wired already', async () => {
    await keyboard.press('Tab');
    await keyboard.type('filter');
    await keyboard.press('Enter');
    await expect(builder.step('Filter')).toBeFocused();
    await keyboard.press('Enter');
    const filter = builder.settings('Filter');
    await expect(filter.getByRole('button', { name: 'Add condition' })).toBeFocused();
    await keyboard.press('Enter');
    await tabTo(page, filter.getByRole('combobox', { name: 'Field' }), 'Shift+Tab');
    await pickByTyping(page, 'email');
    await expect(filter.getByRole('combobox', { name: 'Rows from' })).toHaveText('Sample data');
    await builder.expectRows(/^−\d+$/);
  });
  await test.step('a target after that', async () => {
    const filter = builder.settings('Filter');
    await tabTo(page, filter.getByRole('button', { name: 'Remove condition' }));
    await keyboard.press('/');
    await keyboard.type('postgresql table');
    await keyboard.press('Enter');
    await expect(builder.step('PostgreSQL table')).toBeFocused();
    await keyboard.press('Enter');
    const target = builder.settings('PostgreSQL table');
    await expect(target.getByRole('combobox', { name: 'Connection' })).toBeFocused();
    await pickByTyping(page, 'Warehouse');
    await tabTo(page, target.getByLabel('Table', { exact: true }));
    await keyboard.type('contacts_by_keyboard');
  });
  await test.step('publish and run', async () => {
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    await expect(publish).toBeEnabled();
    await tabTo(page, publish, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(page.getByText('Version 1 is live')).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: 'Run', exact: true }), 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(builder.runBar.getByText('Succeeded')).toBeVisible({ timeout: 60_000 });
  });

  const [table] = await queryDatabase(
    readProduct().warehouseUrl,
    `SELECT count(*)::int AS rows, count(*) FILTER (WHERE trim(coalesce(email, '')) = '')::int AS blank FROM contacts_by_keyboard`,
  );
  const [run] = await new ProductApi(page).listRuns(builder.pipelineId);
  expect(table).toEqual({ rows: run?.rowsLoaded, blank: 0 });
  expect(run?.rowsLoaded).toBeGreaterThan(0);
  expect(pointerActions()).toBe(0);
});

async function pickByTyping(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}
