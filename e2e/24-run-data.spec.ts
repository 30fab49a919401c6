import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { checkPart, checkScreen } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';

const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);

test.beforeEach(({ page }) => signIn(page));

test('the rows of a run are opened in the builder, are seen to stand in, and are let go with one click', async ({
  page,
}) => {
  const api = new ProductApi(page);
  await query(`CREATE TABLE then_rows (id int PRIMARY KEY, note text); INSERT INTO then_rows VALUES (1, 'as it was')`);
  const { id: connectionId } = await api.provideWarehouse();
  const place = { connectionId, schema: 'public' };
  const graph = createChain([
    describeStep('postgres-source', 'Notes', {
      ...{ ...place, mode: 'table', table: 'then_rows', query: '', sync: { mode: 'full' } },
      fields: [
        { name: 'id', type: 'integer' as const },
        { name: 'note', type: 'text' as const },
      ],
    }),
    describeStep('sort', 'In order', { by: [{ field: 'id', direction: 'asc' }], limit: null, offset: 0 }),
    describeStep('postgres-target', 'Table', {
      ...{ ...place, table: 'then_copy', mode: 'upsert', keys: ['id'], createTable: true, mapping: null },
      ...{ removedRows: 'ignore', detect: 'target', brakePercent: 20, keepBeforeDays: 7 },
    }),
  ]);
  const { id } = await api.createPipeline('Rows of then', graph);
  const runId = await api.runToTheEnd(id);
  await query(`UPDATE then_rows SET note = 'as it is now'`);

  const builder = new BuilderPage(page);
  const bar = page.getByRole('region', { name: 'Rows of a run' });
  await test.step('from the page of the run, with all that came in', async () => {
    await new RunPage(page).open(runId);
    await page.getByRole('button', { name: 'Open with this run’s data' }).click();
    await expect(bar).toContainText('stand in for Notes');
    await expect(bar).toContainText('which is what you see here');
    await expect(builder.step('Notes').getByRole('img', { name: /pinned row stands in/ })).toBeVisible();
    await builder.step('In order').click();
    await expect(page.getByRole('gridcell', { name: 'as it was' }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await checkScreen(page, 'run-data', 'en');
    await bar.getByRole('button', { name: 'Unpin' }).click();
    await expect(bar).toHaveCount(0);
    await expect(builder.step('Notes').getByRole('img', { name: /stands in/ })).toHaveCount(0);
  });
  await test.step('from the rows of a step, by keyboard', async () => {
    await page.goto(`${readProduct().url}/runs/${runId}/steps/step_3`);
    await page.getByRole('button', { name: 'Open in builder with these rows' }).press('Enter');
    await expect(bar).toContainText('stand in for In order');
    await expect(page.getByRole('gridcell', { name: 'as it was' }).first()).toBeVisible();
  });
  await test.step('and a run takes no notice of them', async () => {
    await builder.run('Run draft');
    expect(await query('SELECT note FROM then_copy')).toEqual([{ note: 'as it is now' }]);
    await checkPart(page, 'run-data-after', 'en', 'main');
  });
});
