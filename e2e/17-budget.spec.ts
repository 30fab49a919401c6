import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { checkPart } from './check-screen.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

let vendor: Server;
let baseUrl: string;

test.beforeAll(async () => {
  vendor = createServer((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`;
});
test.afterAll(() => vendor.close());

test('an admin limits a connection, and sees what it sends and that the vendor asked for a pause', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const values = { connector: 'http', name: 'Webinar tool with limits', config: { baseUrl }, secret: {} };
  const { id } = await api.call<ConnectionView>('POST', '/connections', values);
  await page.goto(`${readProduct().url}/connections/${id}?tab=limits`);
  const section = page.getByRole('region', { name: 'Requests and limits' });
  await expect(section.getByText('0 requests', { exact: true })).toBeVisible();

  await section.getByRole('button', { name: 'Add a limit' }).click();
  await section.getByRole('button', { name: 'Save limits' }).click();
  await expect(section.getByText('Enter a whole number above zero.')).toBeVisible();
  await section.getByRole('textbox', { name: 'Requests', exact: true }).fill('100');
  await section.getByRole('combobox', { name: 'In which time' }).click();
  await page.getByRole('option', { name: 'in 10 seconds' }).click();
  await section.getByLabel('Budget of requests a day').fill('1000');
  await section.getByRole('button', { name: 'Save limits' }).click();
  await expect(page.getByText('Limits saved')).toBeVisible();
  await expect(section.getByText('0 of 1,000 requests')).toBeVisible();

  await api.call('POST', `/connections/${id}/test`);
  await page.reload();
  await expect(section.getByText('1 of 1,000 requests, 1 of them for people')).toBeVisible();
  await expect(section.getByText(/^The vendor asked for a pause\./)).toBeVisible();
  await expect(section.getByRole('textbox', { name: 'Requests', exact: true })).toHaveValue('100');
  await checkPart(page, 'connection-paused', 'en');
});
