import { expect, test } from '@playwright/test';
import { createChain, readTable, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a person is found by address and erased, with a receipt for the table', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);
  await query(`DROP TABLE IF EXISTS sign_ups, members; CREATE TABLE sign_ups (id bigint, mail text);
    CREATE TABLE members (id bigint PRIMARY KEY, mail text);
    INSERT INTO sign_ups VALUES (1, 'Ana@Example.org'), (2, 'leo@example.org')`);
  const graph = createChain([
    readTable(connectionId, 'sign_ups', { id: 'integer', mail: 'text' }, 'Sign-ups'),
    writeTable(connectionId, 'members', { mode: 'upsert', keys: ['id'], createTable: false }, 'Members'),
  ]);
  const { id } = await api.createPipeline('Members', graph);
  await api.runToTheEnd(id);

  await page.goto(`${readProduct().url}/settings`);
  await page.getByRole('link', { name: 'Find a person' }).click();
  await page.getByLabel('E-mail address').fill('ana@example.org');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const timeline = page.getByRole('region', { name: 'Where the address was' });
  await expect(timeline.getByRole('link')).toHaveText([/On its way into “Members”/, /Read from “Sign-ups”/]);
  await page.getByRole('button', { name: 'Erase this person' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erase everywhere' }).click();
  const erasures = page.getByRole('region', { name: 'Erasures' });
  await expect(erasures).toContainText('Members (public.members)1 row deleted', { timeout: 30_000 });
  await expect(erasures.getByRole('link', { name: 'Receipt' })).toBeVisible();
  expect(await query('SELECT mail FROM members')).toEqual([{ mail: 'leo@example.org' }]);
});
