import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { ConnectionsPage } from './connections-page.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { RunPage } from './run-page.ts';

test('a pipeline built by mouse fills a PostgreSQL table, and a second run replaces it', async ({ page }) => {
  const { warehouseUrl } = readProduct();
  const builder = new BuilderPage(page);
  await signIn(page);

  await test.step('a connection is made and tested', async () => {
    const connections = new ConnectionsPage(page);
    await connections.fillPostgres('Analytics database', warehouseUrl);
    await connections.test();
    await expect(connections.form.getByText('It works')).toBeVisible();
    await connections.save('Analytics database');
  });

  await builder.openBlank();
  await test.step('sample orders', async () => {
    const source = await builder.addStep('Sample data');
    await builder.choose(source, 'Data set', 'Orders');
    await source.getByLabel('Rows').fill('900');
    await builder.expectRows('900 rows');
  });
  await test.step('a filter is dropped from the palette and connected by dragging', async () => {
    const filter = await builder.dropStep('Filter', { x: 640, y: 120 });
    await builder.drawConnection('Sample data', 'Filter');
    await expect(filter.getByRole('combobox', { name: 'Rows from' })).toHaveText('Sample data');
    await filter.getByRole('button', { name: 'Add condition' }).click();
    await builder.choose(filter, 'Field', 'status');
    await builder.choose(filter, 'Comparison', 'is');
    await filter.getByLabel('Value').fill('paid');
    await expect(builder.output.getByRole('gridcell', { name: 'refunded' })).toHaveCount(0);
  });
  await test.step('a formula', async () => {
    const formula = await builder.addStep('Formula');
    await formula.getByRole('button', { name: 'Add column' }).click();
    await formula.getByLabel('Name of the column').fill('revenue');
    await formula.getByRole('textbox', { name: 'Formula' }).fill('[amount] * [quantity]');
    await builder.preview.getByTitle('Show revenue').click();
    await expect(builder.output.getByRole('columnheader', { name: 'revenue' })).toBeVisible();
  });
  await test.step('totals per product', async () => {
    const totals = await builder.addStep('Group and total');
    await builder.choose(totals, 'One row per', 'product');
    await page.keyboard.press('Escape');
    await totals.getByRole('button', { name: 'Add measure' }).click();
    await totals.getByRole('button', { name: 'Add measure' }).click();
    await builder.choose(totals, 'Measure', 'Total of');
    await builder.choose(totals, 'Field', 'revenue');
    await builder.expectRows('6 rows');
  });
  const previewed = await builder.readOutput();
  await test.step('a new PostgreSQL table', async () => {
    const target = await builder.addStep('PostgreSQL table');
    await builder.choose(target, 'Connection', 'Analytics database');
    await target.getByLabel('Table', { exact: true }).fill('product_totals');
    await builder.choose(target, 'How to write', 'Replace everything');
    await builder.expectRows('Rows that arrive here');
    await expect(builder.preview.getByRole('gridcell', { name: previewed[0]?.[0] })).toBeVisible();
  });

  await builder.publish();
  const firstRun = await builder.run();
  expect(await readTotals()).toEqual(previewed);
  const secondRun = await builder.run();
  expect(secondRun).not.toBe(firstRun);
  expect(await readTotals()).toEqual(previewed);

  await test.step('the run page tells the same counts as the table', async () => {
    const run = new RunPage(page);
    await run.open(secondRun);
    const filter = await run.readCounts('Filter');
    const orders = previewed.reduce((sum, [, rows]) => sum + Number(rows), 0);
    expect(filter).toEqual({ in: 900, out: orders, filtered: 900 - orders, rejected: 0, loaded: 0 });
    expect(await run.readCounts('PostgreSQL table')).toMatchObject({ in: previewed.length, loaded: previewed.length });
  });
});

/** The table as the preview writes it, products in the same order. */
async function readTotals(): Promise<unknown[][]> {
  const rows = await queryDatabase(
    readProduct().warehouseUrl,
    `SELECT product, "Rows"::text AS rows, trim_scale("Total revenue")::text AS revenue
     FROM product_totals ORDER BY product COLLATE "C"`,
  );
  return rows.map(({ product, rows: count, revenue }) => [product, count, revenue]);
}
