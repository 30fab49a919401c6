import { expect, test } from '@playwright/test';
import { createChain, readTable, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';

test('a run is undone after its plan was read, and rows that somebody changed since stay', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);
  await query(`DROP TABLE IF EXISTS new_plans, customers; CREATE TABLE new_plans (id bigint, plan text);
    CREATE TABLE customers (id bigint PRIMARY KEY, plan text, note text);
    INSERT INTO new_plans VALUES (1, 'Pro'), (2, 'Pro'), (3, 'Pro');
    INSERT INTO customers VALUES (1, 'Free', 'old friend'), (2, 'Free', NULL)`);
  const graph = createChain([
    readTable(connectionId, 'new_plans', { id: 'integer', plan: 'text' }, 'New plans'),
    writeTable(connectionId, 'customers', { mode: 'upsert', keys: ['id'], createTable: false }, 'Customers'),
  ]);
  const { id } = await api.createPipeline('Plans', graph);
  const runId = await api.runToTheEnd(id);
  await query(`UPDATE customers SET plan = 'Enterprise' WHERE id = 2`);

  const run = new RunPage(page);
  await run.open(runId);
  const compared = page.getByRole('region', { name: 'Compared with the target' });
  await compared.getByRole('button', { name: 'Compare with Customers now' }).click();
  await expect(compared).toContainText('3 rows compared: 1 different');
  await expect(compared.getByRole('row', { name: 'plan Pro Enterprise' })).toBeVisible();
  const section = page.getByRole('region', { name: 'Before and after' });
  await expect(section).toContainText('3 rows kept as they were until');
  await section.getByRole('button', { name: 'Undo this run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this run?' });
  await expect(dialog.getByRole('region', { name: 'Customers' })).toContainText(
    /Get the values back that they had\s*1/,
  );
  await expect(dialog).toContainText(/Were added, are removed\s*1/);
  await expect(dialog).toContainText(/Changed since by somebody else, stay as they are\s*1/);
  await dialog.getByText('Rows that stay as they are').click();
  await expect(dialog).toContainText('id 2');
  await dialog.getByRole('button', { name: 'Undo the run' }).click();

  await expect(page.getByRole('term').filter({ hasText: 'Started by' })).toBeVisible();
  await expect(section).toContainText(/Got the values back that they had\s*1/, { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Run again' })).toHaveCount(0);
  expect(await query('SELECT id, plan FROM customers ORDER BY id')).toMatchObject([
    { plan: 'Free' },
    { plan: 'Enterprise' },
  ]);
  await section.getByRole('link', { name: 'Open the run it undoes' }).click();
  await expect(section).toContainText('This run was undone.');
  await expect(section.getByRole('button', { name: 'Undo this run' })).toHaveCount(0);
});
