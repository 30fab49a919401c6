import { expect, type Page, test } from '@playwright/test';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import { BuilderPage } from './builder-page.ts';
import { createChain, createContactsToTable, describeStep } from './example-graphs.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

const ready = '[data-row-link]';

test('home says what needs somebody and ticks the first steps, which stay away until they are wanted back', async ({
  page,
}) => {
  await signIn(page);
  const { good, bad } = await prepare(page);
  // Asked for, the first steps show also when all of them are done.
  await page.goto(`${readProduct().url}/home?guide=true`);
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await expect(attention.getByRole('link', { name: bad.name })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Recently edited' }).getByRole('link', { name: good.name }),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Last 24 hours' }).getByRole('img')).toBeVisible();

  const guide = page.getByRole('region', { name: /^(First steps|You have done it all)$/ });
  const step = (name: string) => guide.getByRole('listitem').filter({ hasText: name });
  await expect(step('Make a pipeline').getByRole('img', { name: 'Done' })).toBeVisible();
  await expect(step('Watch a run succeed').getByRole('img', { name: 'Done' })).toBeVisible();
  await guide.getByRole('button', { name: 'Put the first steps away' }).click();
  await expect(guide).toBeHidden();
  await page.reload();
  await expect(attention).toBeVisible();
  await expect(guide).toBeHidden();
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'First steps' }).click();
  await expect(guide).toBeVisible();
});

test('pipelines are filtered in the address, selected by keyboard and acted on together', async ({ page }) => {
  await signIn(page);
  await prepare(page);
  const api = new ProductApi(page);
  const extra: PipelineDetail[] = [];
  for (const name of ['Draft one', 'Draft two']) extra.push(await api.createPipeline(name, createContactsToFile()));
  await page.goto(`${readProduct().url}/pipelines?q=draft&trigger=manual`);
  const rows = page.getByRole('main').locator(ready);
  await expect(rows).toHaveCount(2);
  await page.getByRole('combobox', { name: 'What starts it' }).click();
  await page.getByRole('option', { name: 'On a schedule' }).click();
  await expect(page).toHaveURL(/trigger=schedule/);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('searchbox').fill('draft');
  await expect(rows).toHaveCount(2);

  await rows.first().focus();
  await page.keyboard.press('Shift+J');
  const bulk = page.getByRole('region', { name: 'Selected pipelines' });
  await expect(bulk).toContainText('2 selected');
  await bulk.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByText('2 runs started')).toBeVisible();
  await expect(bulk).toBeHidden();

  await rows.first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await bulk.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
  await expect.poll(() => api.readPipeline(extra[0]?.id ?? '').then(({ name }) => name)).toBe('Draft one');
});

function createContactsToFile() {
  return createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 200 }),
    describeStep('file-target', 'File', { format: 'csv', fileName: 'contacts', escapeFormulas: true }),
  ]);
}

/** One pipeline that went well and one, of a draft, that failed. */
async function prepare(page: Page) {
  const api = new ProductApi(page);
  const { id: brokenId } = await api.provideConnection('Old server', { port: 1 });
  const good = await api.createPipeline('Contacts to a file', createContactsToFile());
  const bad = await api.createPipeline('Contacts to the old server', createContactsToTable(brokenId, 'contacts'));
  await api.runToTheEnd(good.id);
  await api.runToTheEnd(bad.id);
  return { good, bad };
}

test('the command palette acts on what is selected, in the language of the reader', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('By palette', createContactsToFile());
  const builder = new BuilderPage(page);
  const palette = page.getByRole('dialog').getByRole('combobox');
  const choose = async (typed: string, option: string) => {
    await page.keyboard.press('Control+k');
    await palette.fill(typed);
    await expect(page.getByRole('option', { name: option }).first()).toHaveAttribute('data-highlighted', '');
    await page.keyboard.press('Enter');
  };
  await builder.open(id);
  await builder.step('Contacts').click();
  await choose('filter after', 'Add Filter after “Contacts”');
  await expect(builder.step('Filter')).toBeFocused();
  await choose('undo', 'Undo');
  await expect(builder.step('Filter')).toBeHidden();
  await choose('go file', 'Go to “File”');
  await expect(builder.settings('File')).toBeVisible();

  const runId = await api.runToTheEnd(id);
  await page.goto(`${readProduct().url}/runs/${runId}`);
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await choose('retry', 'Retry this run');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await api.call('PATCH', '/me', { locale: 'es' });
  await page.context().addCookies([{ name: 'telar_locale', value: 'es', url: readProduct().url }]);
  await page.goto(`${readProduct().url}/pipelines/${id}`);
  await page.locator('.react-flow__node').filter({ hasText: 'Contacts' }).first().click();
  await choose('filtro tras', 'Añadir Filtro tras «Contacts»');
  await expect(page.locator('.react-flow__node').filter({ hasText: 'Filtro' })).toBeFocused();
});

test.afterEach(({ page }) => new ProductApi(page).call('PATCH', '/me', { locale: 'en' }));
