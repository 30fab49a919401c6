import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, readTable, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

const aside = 'aside[aria-label^="Settings of"]';

test('fields are mapped by names, suggestions, values and keyboard, and the table has what the sample showed', async ({
  page,
}) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);
  await query(`DROP TABLE IF EXISTS leads, members; DROP TYPE IF EXISTS member_plan;
    CREATE TABLE leads (email text, apellidos text, tier text, joined text, country text, extra text);
    INSERT INTO leads VALUES ('ana@example.com', 'García', 'Pro', '2026-01-31', 'ES', 'x'),
      ('bo@example.com', 'Li', 'free', 'soon', 'SG', 'y'), ('cy@example.com', 'Roe', 'Pro', '2026-03-01', 'US', 'z');
    CREATE TYPE member_plan AS ENUM ('free', 'pro', 'enterprise');
    CREATE TABLE members (id bigint GENERATED ALWAYS AS IDENTITY, email text PRIMARY KEY, last_name text, country text,
      plan member_plan NOT NULL, joined_on date, score int, notes text, origin text NOT NULL)`);
  const fields = {
    email: 'text',
    apellidos: 'text',
    tier: 'text',
    joined: 'text',
    country: 'text',
    extra: 'text',
  } as const;
  const graph = createChain([
    readTable(connectionId, 'leads', fields, 'Leads'),
    writeTable(
      connectionId,
      'members',
      { mode: 'upsert', keys: ['email'], createTable: false, mapping: [] },
      'Members',
    ),
  ]);
  const { id } = await api.createPipeline('Mapper', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.step('Members').click();
  const mapper = builder.settings('Members').getByRole('region', { name: 'Field mapping' });
  const row = (name: string) => mapper.getByRole('listitem', { name, exact: true });
  await expect(mapper.getByRole('status')).toHaveText('0 of 8 fields mapped · 3 required missing');

  await test.step('nothing is taken by itself; same names and likely pairs by one press each', async () => {
    await mapper.getByRole('button', { name: 'Map 2 same names' }).click();
    await expect(row('email').getByRole('combobox')).toHaveValue('email');
    await mapper.getByRole('button', { name: 'Accept 3 suggestions' }).click();
    await expect(row('last_name').getByRole('combobox')).toHaveValue('apellidos');
    await expect(row('joined_on')).toContainText('text → date · 1 row does not fit');
  });
  await test.step('a field by dragging it, taken back by one press', async () => {
    await mapper.getByRole('button', { name: '2 more fields' }).press('Enter');
    // A browser without a window now and then starts no drag; a hand would simply take it again.
    await expect(async () => {
      await mapper.getByTitle('extra', { exact: true }).dragTo(row('notes'), { timeout: 5_000 });
      await expect(row('notes').getByRole('combobox')).toHaveValue('extra', { timeout: 2_000 });
    }).toPass();
    await builder.canvas.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(row('notes').getByRole('combobox')).toHaveValue('');
  });
  await test.step('a field by the keyboard alone', async () => {
    const source = row('notes').getByRole('combobox');
    await source.focus();
    await page.keyboard.type('extra');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(source).toHaveValue('extra');
  });
  await test.step('a fixed value', async () => {
    await row('origin').getByRole('combobox').fill('fixed');
    await page.getByRole('option', { name: 'Fixed value' }).click();
    await row('origin').getByRole('textbox', { name: 'Fixed value for origin' }).fill('telar');
    await expect(mapper.getByRole('status')).toContainText('7 of 8 fields mapped');
  });
  await test.step('names of values, with counts of the sample', async () => {
    await row('plan').getByRole('button', { name: 'More about plan' }).click();
    const values = row('plan').getByRole('region', { name: 'Values of plan' });
    await expect(values.getByRole('row', { name: /^Pro 2/ })).toBeVisible();
    await values.getByRole('button', { name: 'Match Pro → pro' }).click();
    await expect(row('plan')).toContainText('Pro');
    await mapper.getByRole('button', { name: 'Next sample row' }).click();
    await expect(row('joined_on')).toContainText('Set aside');
    await mapper.scrollIntoViewIfNeeded();
    // What is shown of the former row is dimmed until the next one is there.
    await expect(mapper.locator('.opacity-50')).toHaveCount(0);
    await checkPart(page, 'mapper-mapped', 'en', aside);
  });
  await test.step('undo takes back one thing, redo does it again', async () => {
    await builder.canvas.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(row('plan').getByRole('button', { name: 'Match Pro → pro' })).toBeVisible();
    await builder.whileSaving(() => page.keyboard.press('ControlOrMeta+Shift+z'));
    await expect(row('plan').getByRole('button', { name: 'Match Pro → pro' })).toHaveCount(0);
  });
  await builder.publish();
  expect((await api.readRun(await api.runToTheEnd(id))).status).toBe('succeeded');
  const stored = 'SELECT email, last_name, plan, joined_on::text, origin FROM members ORDER BY 1';
  expect(await query(stored)).toEqual([
    { email: 'ana@example.com', last_name: 'García', plan: 'pro', joined_on: '2026-01-31', origin: 'telar' },
    { email: 'cy@example.com', last_name: 'Roe', plan: 'pro', joined_on: '2026-03-01', origin: 'telar' },
  ]);

  await test.step('a column that is renamed in the table keeps its mapping, and is mended by a click', async () => {
    await query('ALTER TABLE members RENAME last_name TO last_names');
    await builder.open(id);
    await builder.step('Members').click();
    await expect(mapper).toContainText('The table no longer has last_name');
    await page.screenshot({ path: 'test-results/screens/mapper-drift.png' });
    await builder.whileSaving(() => mapper.getByRole('button', { name: 'Use last_names' }).click());
    await expect(row('last_names').getByRole('combobox')).toHaveValue('apellidos');
  });
  await test.step('columns that have to be filled now are named until somebody has dealt with them', async () => {
    await query(`UPDATE members SET score = 1;
      ALTER TABLE members ALTER score SET NOT NULL, ALTER last_names SET NOT NULL`);
    await builder.open(id);
    await builder.step('Members').click();
    await expect(mapper).toContainText('score has to be filled now, and nothing fills it');
    await expect(mapper).toContainText('last_names has to be filled now: rows without a value');
    await checkPart(page, 'mapper-required', 'en', aside);
    await builder.whileSaving(() => mapper.getByRole('button', { name: 'Keep as it is' }).click());
    await expect(mapper).not.toContainText('last_names has to be filled');
    await expect(mapper).toContainText('score has to be filled now');
  });
  await api.call('PATCH', '/me', { locale: 'es' });
  await page.context().addCookies([{ name: 'telar_locale', value: 'es', url: readProduct().url }]);
  await page.goto(`${readProduct().url}/pipelines/${id}?node=step_2`);
  await page.getByRole('button', { name: 'Más espacio' }).click();
  await page.getByRole('button', { name: 'Más sobre plan' }).click();
  await checkPart(page, 'mapper-mapped', 'es', 'aside:has(> fieldset)');
  await api.call('PATCH', '/me', { locale: 'en' });
});
