import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { checkPart } from './check-screen.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

let server: Server;
let host: string;

/** At an address of this machine that the configuration of the tests does not open. */
test.beforeAll(async () => {
  server = createServer((request, response) => {
    const isMissing = request.url?.startsWith('/missing') ?? false;
    response.writeHead(isMissing ? 404 : 200, { 'content-type': 'application/json' }).end('[{"id":1,"name":"Ana"}]');
  });
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
  host = `[::1]:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => {
  server.close();
});

test('a private address is refused with what to do, allowed in the settings, and its requests are there to read', async ({
  page,
}) => {
  await signIn(page);
  const { url } = readProduct();
  const config = { baseUrl: `http://${host}/contacts`, auth: 'none' };
  const values = { connector: 'http', name: 'Inside', config, secret: {} };
  const { id } = await new ProductApi(page).call<ConnectionView>('POST', '/connections', values);
  await page.goto(`${url}/connections/${id}`);
  const test = page.getByRole('main').getByRole('button', { name: 'Test', exact: false }).first();
  await test.click();
  await expect(page.getByText('under Settings → Network').first()).toBeVisible();

  await page.goto(`${url}/settings`);
  const network = page.getByRole('region', { name: 'Network' });
  await network.getByLabel('Address to allow').fill('169.254.169.254');
  await network.getByRole('button', { name: 'Allow' }).click();
  await expect(network.getByText('It cannot be allowed here.')).toBeVisible();
  await network.getByLabel('Address to allow').fill(host);
  await network.getByRole('button', { name: 'Allow' }).click();
  const rule = network.getByRole('listitem').filter({ hasText: host });
  await expect(rule).toContainText('Ana García');
  await expect(network.getByRole('listitem').filter({ hasText: 'By the configuration' })).toContainText('127.0.0.1');
  await checkPart(page, 'settings-network', 'en');

  await page.goto(`${url}/connections/${id}`);
  await test.click();
  await expect(page.getByText('It works')).toBeVisible();
  await page.getByRole('tab', { name: 'Requests' }).click();
  const requests = page.getByRole('tabpanel').getByRole('row');
  await expect(requests.filter({ hasText: '200' }).first()).toContainText(`http://${host}/contacts`);
  await expect(requests.filter({ hasText: 'Private address' }).first()).toBeVisible();
  await checkPart(page, 'connection-refusals', 'en');
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await expect(requests.filter({ hasText: '200' })).toHaveCount(0);

  await page.goto(`${url}/settings`);
  await rule.getByRole('button', { name: `Remove ${host}` }).click();
  await expect(page.getByText(`${host} is no longer allowed`)).toBeVisible();
  await expect(rule).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rule).toBeVisible();
  await rule.getByRole('button', { name: `Remove ${host}` }).click();
  await expect(rule).toHaveCount(0);
});
