import { expect, type Page, test } from '@playwright/test';
import { createTestVendor, type TestVendor } from '#core/connections/oauth/testing/create-test-vendor.ts';
import type { Me } from '#core/contracts/identity.ts';
import { httpSource } from '#core/graph/nodes/http-source.ts';
import { hashPassword } from '#core/security/hash-password.ts';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { ConnectPage, createUnconnected } from './connect-page.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

let vendor: TestVendor;

test.beforeAll(async () => {
  vendor = await createTestVendor({ redirectUris: [`${readProduct().url}/oauth/callback`] });
});
test.afterAll(() => vendor.close());
test.beforeEach(async ({ page }) => {
  vendor.decision = 'allow';
  await signIn(page);
});

test('an account is connected in a window of its own, and a test shows a row of it', async ({ page }) => {
  const connect = new ConnectPage(page);
  const form = await connect.fillForm('Webinar tool', vendor);
  await expect(form.getByLabel('Redirect address')).toHaveValue(`${readProduct().url}/oauth/callback`);
  await connect.throughWindow(form.getByRole('button', { name: 'Save and connect' }));
  await page.waitForURL(/\/connections\/conn_\w+$/);
  await connect.expectTestedRow();
  await connect.expectStatus('Works');
  await expect(page.getByText('Ana Vidal · ana@vendor.example')).toBeVisible();
  await expect(page.getByText("See the account's e-mail address")).toBeVisible();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText('connected an account')).toBeVisible();
});

test('where no window may open, the page goes there itself and comes back', async ({ page }) => {
  const { id } = await createUnconnected(new ProductApi(page), 'Blocked window', vendor);
  const connect = new ConnectPage(page);
  // As browsers answer that let no window open.
  await page.addInitScript(() => Object.assign(window, { open: () => null }));
  await connect.open(id);
  await connect.button('Connect account').click();
  await expect(page.getByRole('heading', { name: '“Blocked window” is connected' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the connection' }).click();
  await page.waitForURL(`**/connections/${id}`);
  await connect.expectStatus('Works');
});

test('who denies the consent is told that nothing was connected, and may try again', async ({ page }) => {
  const { id } = await createUnconnected(new ProductApi(page), 'Denied', vendor);
  const connect = new ConnectPage(page);
  await connect.open(id);
  vendor.decision = 'deny';
  await connect.throughWindow(connect.button('Connect account'));
  await expect(page.getByText('The account was not connected')).toBeVisible();
  await expect(page.getByText(/^Access was not granted at 127\.0\.0\.1/)).toBeVisible();
  vendor.decision = 'allow';
  await connect.throughWindow(connect.button('Try again'));
  await connect.expectTestedRow();
});

test('access that was withdrawn stops its pipelines, and connecting again keeps them', async ({ page }) => {
  const api = new ProductApi(page);
  const { id } = await createUnconnected(api, 'Withdrawn', vendor);
  const pipeline = await publishReader(api, id);
  const connect = new ConnectPage(page);
  await connect.open(id);
  await connect.throughWindow(connect.button('Connect account'));
  await connect.expectTestedRow();
  await vendor.revokeAll();
  await connect.button('Test connection').click();
  await expect(page.getByText('1 pipeline waits for it and goes on by itself once this works')).toBeVisible();
  await page.goto(`${readProduct().url}/pipelines`);
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Reads what was withdrawn' }) });
  await row.getByRole('link', { name: 'Waiting for connection' }).click();
  await page.waitForURL(`**/connections/${id}`);
  await connect.throughWindow(connect.button('Connect again'));
  await connect.expectTestedRow();
  await expect(page.getByRole('link', { name: 'Reads what was withdrawn' })).toHaveAttribute(
    'href',
    `/pipelines/${pipeline}`,
  );
  await page.goto(`${readProduct().url}/pipelines`);
  await expect(row).toBeVisible();
  await expect(row.getByText('Waiting for connection')).toBeHidden();
});

test('somebody without a user connects by a link, once', async ({ page, browser }) => {
  const { id } = await createUnconnected(new ProductApi(page), 'Client account', vendor);
  const connect = new ConnectPage(page);
  await connect.open(id);
  await connect.button('Create link').click();
  const dialog = page.getByRole('dialog', { name: 'New link' });
  await dialog.getByLabel('For whom').fill('The agency');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const address = await dialog.getByLabel('Link', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Got it' }).click();
  const stranger = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('heading', { name: 'Connect “Client account”' })).toBeVisible();
  await stranger.getByRole('button', { name: /^Continue to 127/ }).click();
  await expect(stranger.getByRole('heading', { name: '“Client account” is connected' })).toBeVisible();
  await stranger.goto(address);
  await expect(stranger.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await stranger.context().close();
  await page.reload();
  await connect.expectStatus('Works');
  await expect(page.getByRole('listitem').filter({ hasText: 'The agency' })).toContainText('Used');
});

test('a marketer asks an admin from the builder, and uses what was connected', async ({ page, browser }) => {
  const marketer = await signInEditor(page, await browser.newContext({ locale: 'en-GB' }));
  const { id } = await new ProductApi(marketer).createPipeline('Of a marketer', createReader(''));
  const builder = new BuilderPage(marketer);
  await builder.open(id);
  await builder.step('Reader').click();
  await builder.settings('Reader').getByRole('button', { name: 'Ask an admin' }).click();
  const ask = marketer.getByRole('dialog', { name: 'Ask for a connection' });
  await ask.getByLabel('What for').fill('The exchange rates of the day');
  await ask.getByRole('button', { name: 'Send request' }).click();
  const link = await ask.getByLabel('Link to your request').inputValue();

  await page.goto(link);
  const requests = page.getByRole('region', { name: '1 request for a connection' });
  await expect(requests).toContainText('Marta Ruiz asks for a connection of the kind HTTP');
  await expect(requests).toContainText('The exchange rates of the day');
  await requests.getByRole('button', { name: 'Connect', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'New HTTP connection' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Exchange rates');
  await form.getByLabel('Base address').fill(vendor.origin);
  await form.getByRole('button', { name: 'Save connection' }).click();
  await page.waitForURL(/\/connections\/conn_\w+$/);

  await marketer.goto(`${readProduct().url}/connections`);
  await expect(marketer.getByRole('region', { name: 'Your request' })).toContainText('Done');
  await builder.open(id);
  await builder.step('Reader').click();
  await builder.choose(builder.settings('Reader'), 'Connection', 'Exchange rates');
  await marketer.context().close();
});

test('the screens of connections are for everybody, in both languages', async ({ page }) => {
  const api = new ProductApi(page);
  const { id } = await createUnconnected(api, 'Shown to everybody', vendor);
  const connect = new ConnectPage(page);
  await connect.open(id);
  await connect.throughWindow(connect.button('Connect account'));
  await connect.expectTestedRow();
  await checkPart(page, 'connection-app', 'en', 'main');
  await queryDatabase(readProduct().databaseUrl, `UPDATE connections SET owner_id = 'user_gone' WHERE id = $1`, [id]);
  await api.call('PATCH', '/me', { locale: 'es' });
  await page.context().addCookies([{ name: 'telar_locale', value: 'es', url: readProduct().url }]);
  await page.goto(`${readProduct().url}/connections/${id}`);
  await page.getByRole('button', { name: 'Hacerme cargo' }).waitFor();
  await checkPart(page, 'connection-app', 'es', 'main');
  await api.call('PATCH', '/me', { locale: 'en' });
});

/** A file of what the connection answers. */
function createReader(connectionId: string) {
  const fields = [{ name: 'sub', type: 'text' as const }];
  return createChain([
    describeStep('http-source', 'Reader', { ...httpSource.defaults, connectionId, url: '/me', fields }),
    describeStep('file-target', 'File', { format: 'csv', fileName: 'people', escapeFormulas: true }),
  ]);
}

async function publishReader(api: ProductApi, connectionId: string): Promise<string> {
  const { id, draft } = await api.createPipeline('Reads what was withdrawn', createReader(connectionId));
  await api.call('POST', `/pipelines/${id}/publish`, { baseRevision: draft.revision });
  return id;
}

/** Somebody who builds, but connects no accounts. */
async function signInEditor(admin: Page, context: Awaited<ReturnType<Page['context']>>): Promise<Page> {
  const { url, databaseUrl } = readProduct();
  const { workspace } = await new ProductApi(admin).call<Me>('GET', '/me');
  const marta = { id: 'user_marta', email: 'marta@example.com', password: 'correct horse battery' };
  const hash = await hashPassword(marta.password);
  await queryDatabase(databaseUrl, 'INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
    ...[marta.id, marta.email, 'Marta Ruiz', hash],
  ]);
  await queryDatabase(databaseUrl, `INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, 'editor')`, [
    ...[workspace.id, marta.id],
  ]);
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(marta.email);
  await page.getByLabel('Password', { exact: true }).fill(marta.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/home');
  return page;
}
