import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a value becomes a step, by mouse and by keyboard, and a row shows where it comes from', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 200 }),
    describeStep('file-target', 'File', { format: 'csv', fileName: 'contacts', escapeFormulas: true }),
  ]);
  const { id } = await api.createPipeline('From values', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);

  await test.step('a right click keeps the rows of a value, between the two steps that were there', async () => {
    const written = builder.preview.getByRole('grid', { name: 'Input' });
    const first = await written.getByRole('gridcell').nth(3).textContent();
    await written.getByRole('gridcell').nth(3).click({ button: 'right' });
    await builder.whileSaving(() => page.getByRole('menuitem', { name: `Keep rows where email is ${first}` }).click());
    await expect(builder.connection('Filter', 'File')).toBeAttached();
    await builder.expectRows('1 row');
    await builder.output.getByRole('gridcell').nth(1).click();
    await expect(builder.preview.getByRole('grid', { name: 'Input' }).locator('[class*="bg-accent/10"]')).toHaveCount(
      1,
    );
  });

  await test.step('the same by keyboard, and what a column is like', async () => {
    await builder.step('Contacts').click();
    const rows = builder.preview.getByRole('grid', { name: 'Output' });
    await rows.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'first_name' })).toContainText('In the 200 rows shown here');
    await page.keyboard.press('Escape');
    await rows.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await builder.whileSaving(() => page.getByRole('menuitem', { name: 'Sort by first_name' }).click());
    await expect(builder.connection('Contacts', 'Sort and limit')).toBeAttached();
    await expect(builder.connection('Sort and limit', 'Filter')).toBeAttached();
  });
});
