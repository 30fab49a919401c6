import { expect, test } from '@playwright/test';
import { checkPart } from './check-screen.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { createChain, readTable, writeTable } from './example-graphs.ts';
import { type LockedDatabase, startLockedDatabase } from './locked-database.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { tabTo } from './tab-to.ts';

let shop: LockedDatabase;
/** The address with the password of now. */
let shopUrl: string;

test.beforeAll(async () => {
  shop = await startLockedDatabase();
  shopUrl = shop.url;
  await queryDatabase(shopUrl, 'CREATE TABLE contacts (email text PRIMARY KEY, full_name text)');
  await queryDatabase(shopUrl, `INSERT INTO contacts VALUES ('ana@x.es', 'Ana'), ('leo@x.es', 'Leo')`);
});
test.afterAll(() => shop.stop());
test.beforeEach(({ page }) => signIn(page));

const names = ['Newsletter', 'Sales', 'Support', 'Invoices'];

test('an account that was locked out is one problem of four pipelines, repaired and replayed in three clicks', async ({
  page,
}) => {
  const api = new ProductApi(page);
  const connectionId = await connectShop(api);
  for (const [index, name] of names.entries()) await createLive(api, name, connectionId, `repaired_${index}`);
  await changePassword('renewed');
  for (const { id } of await listPipelines(api)) await api.runToTheEnd(id, 'published');

  const pointerActions = await countPointerActions(page);
  await page.goto(`${readProduct().url}/pipelines`);
  const alert = page.getByRole('status').filter({ hasText: '1 connection, 4 pipelines affected' });
  await alert.getByRole('link', { name: 'See what to do' }).click();
  const problem = page.getByRole('listitem', { name: /The user name or the password for keeper is not right/ });
  await expect(problem).toContainText('4 failed runs');
  await expect(problem).toContainText('You can fix this');
  await problem.getByRole('button', { name: 'Enter new credentials' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill('renewed');
  await page.keyboard.press('Enter');
  const replay = page.getByRole('dialog', { name: 'Replay 4 runs?' });
  await expect(replay).toContainText('0 duplicates: rows are matched by email');
  await checkPart(page, 'issues-replay', 'en');
  await replay.getByRole('button', { name: 'Replay 4 runs' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible({ timeout: 60_000 });
  expect(pointerActions()).toBe(3);
  for (const index of names.keys()) expect(await countRows(`repaired_${index}`)).toBe(2);
});

test('the same by keyboard alone, and what was chosen is what runs', async ({ page }) => {
  const api = new ProductApi(page);
  await changePassword('renewed again');
  const pipelines = await listPipelines(api);
  for (const { id } of pipelines) await api.runToTheEnd(id, 'published');
  await queryDatabase(shopUrl, `INSERT INTO contacts VALUES ('eva@x.es', 'Eva')`);

  const pointerActions = await countPointerActions(page);
  const { keyboard } = page;
  await page.goto(`${readProduct().url}/pipelines`);
  await tabTo(page, page.getByRole('link', { name: 'See what to do' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('listitem', { name: /is not right/ })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Enter new credentials' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('textbox', { name: 'Password' }));
  await keyboard.type('renewed again');
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Replay 4 runs' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible({ timeout: 60_000 });
  expect(pointerActions()).toBe(0);
  for (const index of names.keys()) expect(await countRows(`repaired_${index}`)).toBe(3);
});

async function connectShop(api: ProductApi): Promise<string> {
  const { hostname: host, port, username: user, password } = new URL(shopUrl);
  const { id } = await api.call<{ id: string }>('POST', '/connections', {
    connector: 'postgres',
    name: 'Shop',
    config: { host, port: Number(port), database: 'postgres', user, tls: 'prefer' },
    secret: { password },
  });
  return id;
}

/** Contacts of the shop into a table of the warehouse, matched by e-mail, live. */
async function createLive(api: ProductApi, name: string, connectionId: string, table: string): Promise<void> {
  const { id: warehouseId } = await api.provideWarehouse();
  const graph = createChain([
    readTable(connectionId, 'contacts', { email: 'text', full_name: 'text' }, 'Contacts of the shop'),
    writeTable(warehouseId, table, { mode: 'upsert', keys: ['email'] }, 'Table'),
  ]);
  const { id, draft } = await api.createPipeline(name, graph);
  await api.call('POST', `/pipelines/${id}/publish`, { baseRevision: draft.revision });
}

async function listPipelines(api: ProductApi): Promise<{ id: string }[]> {
  const { pipelines } = await api.call<{ pipelines: { id: string; name: string }[] }>('GET', '/pipelines');
  return pipelines.filter(({ name }) => names.includes(name));
}

async function changePassword(password: string): Promise<void> {
  await queryDatabase(shopUrl, `ALTER ROLE keeper PASSWORD '${password}'`);
  const url = new URL(shopUrl);
  url.password = password;
  shopUrl = url.href;
}

async function countRows(table: string): Promise<unknown> {
  const [row] = await queryDatabase(readProduct().warehouseUrl, `SELECT count(*)::int AS rows FROM ${table}`);
  return row?.rows;
}
