import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

let api: Server;
let received: string[] = [];

test.beforeAll(async () => {
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id": "contact_1"}');
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
test.afterAll(() => api.close());

test('rows are picked, pinned and tested without anything being sent, until one is sent for real', async ({ page }) => {
  received = [];
  await signIn(page);
  const product = new ProductApi(page);
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/contacts`;
  const defaults = getNodeDefinition('http-target').defaults as Parameters<typeof describeStep<'http-target'>>[2];
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 60 }),
    describeStep('sort', 'Newest', { by: [{ field: 'email', direction: 'asc' }], limit: null, offset: 0 }),
    describeStep('http-target', 'CRM', { ...defaults, url, batchSize: 25 }),
  ]);
  const { id } = await product.createPipeline('Tested', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);

  await test.step('picked rows alone go on, and the test says what would be sent', async () => {
    await builder.step('Contacts').click();
    const rows = builder.preview.getByRole('grid', { name: 'Output' });
    await builder.preview.getByRole('button', { name: 'Row 2', exact: true }).click();
    await rows.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key);
    await expect(builder.preview.getByText('2 picked rows')).toBeVisible();
    await builder.preview.getByRole('button', { name: 'Test with 2 rows' }).click();
    await expect(builder.preview.getByText('One request with 2 rows would go.')).toBeVisible();
    await expect(builder.preview.getByText('Nothing was sent')).toBeVisible();
    const request = builder.preview.getByRole('region', { name: 'Request' });
    await expect(request).toContainText(`POST${url}`);
    await builder.preview.getByRole('button', { name: 'Let the picked rows go' }).click();
    await expect(builder.preview.getByText('Something changed since')).toBeVisible();
    await builder.preview.getByRole('button', { name: 'Test again' }).click();
    await expect(builder.preview.getByText('3 requests with 60 rows would go.')).toBeVisible();
    expect(received).toEqual([]);
  });

  await test.step('one row is sent for real, once, after it was shown', async () => {
    await builder.preview.getByRole('button', { name: 'Send one row for real…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send one row for real' });
    await dialog.getByRole('button', { name: 'Next row' }).click();
    await expect(dialog.getByText('Row 2 of 60')).toBeVisible();
    await expect(dialog.getByRole('region', { name: 'Request' })).toBeVisible();
    expect(received).toEqual([]);
    await dialog.getByRole('button', { name: 'Send 1 row to CRM' }).dblclick();
    await expect(dialog.getByText('The row was sent to CRM')).toBeVisible();
    await expect(dialog).toContainText('HTTP 201');
    await expect(dialog).toContainText('contact_1');
    expect(received).toHaveLength(1);
    expect(JSON.parse(received[0] ?? '')).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('pinned rows outlive a reload, stand in for their step and say when they are old', async () => {
    await builder.step('Contacts').click();
    await builder.expectRows('60 rows');
    await builder.step('Contacts').press('p');
    await expect(page.getByText('60 rows of “Contacts” pinned')).toBeVisible();
    await page.reload();
    await builder.waitUntilOpen();
    await expect(builder.step('Contacts').getByRole('img', { name: /^60 pinned rows stand in/ })).toBeVisible();
    await builder.step('Newest').click();
    await expect(builder.preview.getByText('Pinned rows of Contacts')).toBeVisible();
    await builder.step('Contacts').click();
    await builder.preview.getByRole('button', { name: '60 rows pinned' }).click();
    await page.getByRole('menuitem', { name: 'Edit the rows…' }).click();
    const editor = page.getByRole('dialog', { name: 'Pinned rows of “Contacts”' });
    await editor.getByRole('textbox').fill('[{"emial": "x"}]');
    await expect(editor.getByText('The step gives no field “emial”.')).toBeVisible();
    await editor.getByRole('textbox').fill('email,first_name\nzoe@example.com,Zoe');
    await editor.getByRole('button', { name: 'Pin 1 row' }).click();
    await builder.step('CRM').click();
    await builder.step('CRM').press('t');
    await expect(builder.preview.getByText('One request with 1 row would go.')).toBeVisible();
    await expect(builder.preview.getByRole('region', { name: 'Request' })).toContainText('zoe@example.com');
    await builder.step('Contacts').dblclick();
    const rows = builder.settings('Contacts').getByRole('textbox', { name: /rows/i });
    await builder.whileSaving(async () => {
      await rows.fill('70');
      await rows.press('Tab');
    });
    await expect(builder.step('Contacts').getByRole('img', { name: /^Settings changed since/ })).toBeVisible();
    await checkPart(page, 'pinned', 'en');
    expect(received).toHaveLength(1);
  });
});
