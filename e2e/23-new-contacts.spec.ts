import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';
import { tabTo } from './tab-to.ts';

/** Contacts as HubSpot lists them: two a page, values under `properties`, the cursor at `paging.next.after`. */
const contacts = [
  ['1', 'ana@acme.com', 'Ana', '2026-03-01T08:00:00Z'],
  ['2', 'Ana@ACME.com ', 'Ana G.', '2026-03-02T08:00:00Z'],
  ['3', 'luis@gmail.com', 'Luis', '2026-03-01T08:00:00Z'],
  ['4', 'info@beta.es', 'Info', '2026-03-01T08:00:00Z'],
  ['5', 'marta@gamma.io', 'Marta', '2026-03-01T08:00:00Z'],
].map(([id, email, firstname, lastmodifieddate]) => ({
  id,
  properties: { email, firstname, lastmodifieddate },
  createdAt: lastmodifieddate,
  updatedAt: lastmodifieddate,
  archived: false,
}));

const server = createServer((request, response) => {
  const after = Number(new URL(request.url ?? '/', 'http://contacts').searchParams.get('after') ?? 0);
  const next = after + 2 < contacts.length ? { paging: { next: { after: String(after + 2) } } } : {};
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ results: contacts.slice(after, after + 2), ...next }));
});

let address: string;

test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm/v3/objects/contacts`;
});
test.afterAll(() => void server.close());

test('new contacts of an API land once per e-mail, enriched, every hour: by mouse', async ({ page }) => {
  await signIn(page);
  await new ProductApi(page).provideWarehouse();
  const clicks = await countPointerActions(page);
  const builder = new BuilderPage(page);
  await builder.openBlank();

  const source = await builder.addStep('HTTP request');
  await source.getByLabel('Address').fill(address);
  await source.getByLabel('Where the rows are').fill('results');
  await builder.choose(source, 'Further pages', 'Cursor');
  await source.getByLabel('Where the cursor is').fill('paging.next.after');
  await source.getByLabel('Name of the parameter').fill('after');
  await source.getByRole('button', { name: 'Read fields' }).click();
  await expect(builder.output.getByRole('columnheader', { name: 'properties.email' })).toBeVisible();

  const duplicates = await builder.addStep('Remove duplicates');
  await builder.choose(duplicates, 'Fields that match', 'properties.email');
  await page.keyboard.press('Escape');
  await builder.expectRows('4 rows');
  const enriched = await builder.addStep('Enrich');
  await enriched.getByRole('button', { name: 'Add column' }).click();
  await builder.expectRows('8 columns');

  const target = await builder.addStep('PostgreSQL table');
  await builder.choose(target, 'Connection', 'Warehouse');
  await target.getByLabel('Table', { exact: true }).fill('contacts_by_mouse');
  await builder.choose(target, 'How to write', 'Add or update');
  await builder.choose(target, 'A row is known by', 'properties.email');
  await page.keyboard.press('Escape');

  const schedule = await builder.addStep('Schedule');
  await builder.choose(schedule, 'Runs', 'Every hour');
  await builder.publish();
  expect(clicks()).toBeLessThanOrEqual(21);
  await runTwice(page, builder, 'contacts_by_mouse', () => builder.run());
});

test('the same by keyboard alone', async ({ page }) => {
  await signIn(page);
  await new ProductApi(page).provideWarehouse();
  const pointerActions = await countPointerActions(page);
  const builder = new BuilderPage(page);
  const { keyboard } = page;
  const type = async (text: string) => {
    await keyboard.press('Control+a');
    await keyboard.type(text);
  };
  const command = async (typed: string, option: string) => {
    await keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await keyboard.type(typed);
    const wanted = page.getByRole('dialog').getByRole('option', { name: option }).first();
    await expect(wanted).toBeVisible();
    for (let presses = 0; presses < 8 && (await wanted.getAttribute('data-highlighted')) === null; presses++)
      await keyboard.press('ArrowDown');
    await expect(wanted).toHaveAttribute('data-highlighted', '');
    await keyboard.press('Enter');
  };
  const add = async (typed: string, option: string, name: string) => {
    await command(typed, option);
    await expect(builder.step(name)).toBeFocused();
    await keyboard.press('Enter');
    return builder.settings(name);
  };
  const pick = async (control: Locator, text: string) => {
    await tabTo(page, control);
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('option').first()).toBeVisible();
    await keyboard.type(text);
    await expect(page.getByRole('option', { name: text }).first()).toHaveAttribute('data-highlighted', '');
    await keyboard.press('Enter');
    await expect(control).toHaveText(text);
    await expect(control).toBeFocused();
  };
  const pickField = async (text: string) => {
    await keyboard.type(text);
    await expect(page.getByRole('option').first()).toBeVisible();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await keyboard.press('Escape');
  };

  await page.goto(`${readProduct().url}/home`);
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await command('New pipeline', 'New pipeline');
  await builder.waitUntilOpen();

  const source = await add('http request', 'Add HTTP request', 'HTTP request');
  await expect(source.getByLabel('Address')).toBeFocused();
  await type(address);
  await tabTo(page, source.getByLabel('Where the rows are'));
  await type('results');
  await pick(source.getByRole('combobox', { name: 'Further pages' }), 'Cursor');
  await tabTo(page, source.getByLabel('Where the cursor is'));
  await type('paging.next.after');
  await tabTo(page, source.getByLabel('Name of the parameter'));
  await type('after');
  await tabTo(page, source.getByRole('button', { name: 'Read fields' }));
  await keyboard.press('Enter');
  await expect(builder.output.getByRole('columnheader', { name: 'properties.email' })).toBeVisible();

  const duplicates = await add('duplicates after', 'Add Remove duplicates after “HTTP request”', 'Remove duplicates');
  await tabTo(page, duplicates.getByRole('combobox', { name: 'Fields that match' }));
  await pickField('properties.email');
  await builder.expectRows('4 rows');
  const enriched = await add('enrich after', 'Add Enrich after “Remove duplicates”', 'Enrich');
  await tabTo(page, enriched.getByRole('button', { name: 'Add column' }));
  await keyboard.press('Enter');
  await builder.expectRows('8 columns');

  const target = await add('postgresql table after', 'Add PostgreSQL table after “Enrich”', 'PostgreSQL table');
  await expect(target.getByRole('combobox', { name: 'Connection' })).toBeFocused();
  await pickField('Warehouse');
  await tabTo(page, target.getByLabel('Table', { exact: true }));
  await type('contacts_by_keys');
  await pick(target.getByRole('combobox', { name: 'How to write' }), 'Add or update');
  await tabTo(page, target.getByRole('combobox', { name: 'A row is known by' }));
  await pickField('properties.email');

  const schedule = await add('add schedule', 'Add Schedule', 'Schedule');
  await pick(schedule.getByRole('combobox', { name: 'Runs' }), 'Every hour');
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeEnabled();
  await command('publish', 'Publish');
  await expect(page.getByText('Version 1 is live')).toBeVisible();
  await runTwice(page, builder, 'contacts_by_keys', async () => {
    const started = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/runs'),
    );
    await command('run what is live', 'Run what is live');
    const { id } = await (await started).json();
    return id;
  });
  expect(pointerActions()).toBe(0);
});

/** The first run writes every person once; the second, with nothing new, writes nothing. */
async function runTwice(page: Page, builder: BuilderPage, table: string, start: () => Promise<string>): Promise<void> {
  const api = new ProductApi(page);
  const { schedules } = await api.readPipeline(builder.pipelineId);
  expect(schedules.map(({ cron }) => cron)).toEqual(['0 * * * *']);
  const runToTheEnd = async () => {
    const id = await start();
    await expect.poll(async () => (await api.readRun(id)).status, { timeout: 60_000 }).toBe('succeeded');
    return id;
  };
  await runToTheEnd();
  const rows = await queryDatabase(
    readProduct().warehouseUrl,
    `SELECT lower(trim("properties.email")) AS email, email_domain AS domain FROM ${table} ORDER BY 1`,
  );
  expect(rows).toEqual([
    { email: 'ana@acme.com', domain: 'acme.com' },
    { email: 'info@beta.es', domain: 'beta.es' },
    { email: 'luis@gmail.com', domain: 'gmail.com' },
    { email: 'marta@gamma.io', domain: 'gamma.io' },
  ]);
  const again = await runToTheEnd();
  expect(await api.readRun(again)).toMatchObject({ rowsLoaded: 0, rowsRejected: 0 });
  const run = new RunPage(page);
  await run.open(again);
  expect(await run.readCounts('PostgreSQL table')).toMatchObject({ in: 4, loaded: 0 });
}
