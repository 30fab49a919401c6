import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { ConnectionsPage } from './connections-page.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { startLockedDatabase } from './locked-database.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { startTroubledServer } from './troubled-server.ts';

test.beforeEach(({ page }) => signIn(page));

test('a wrong database password is said to be wrong', async ({ page }) => {
  const database = await startLockedDatabase();
  try {
    const connections = new ConnectionsPage(page);
    await connections.fillPostgres('Locked', database.url.replace('right', 'wrong'));
    await connections.test();
    await expect(connections.form.getByText('It does not work yet')).toBeVisible();
    await expect(connections.form.getByText('The user name or the password for keeper is not right.')).toBeVisible();
    await connections.form.getByRole('textbox', { name: 'Password' }).fill('right');
    await connections.test();
    await expect(connections.form.getByText('It works')).toBeVisible();
  } finally {
    await database.stop();
  }
});

test('a table that is gone is named, with the step that needs it', async ({ page }) => {
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  const graph = createChain([
    describeStep('postgres-source', 'Customers', {
      connectionId,
      mode: 'table',
      schema: 'public',
      table: 'customers_of_2019',
      query: '',
      fields: [{ name: 'email', type: 'text' }],
      sync: { mode: 'full' },
    }),
    describeStep('file-target', 'File', { format: 'csv', fileName: 'customers', escapeFormulas: true }),
  ]);
  const { id } = await api.createPipeline('Missing table', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.run('Run draft');
  await expect(builder.runBar).toContainText('Failed');
  await builder.runBar.getByRole('link', { name: 'Details' }).click();
  const failure = page.getByRole('region', { name: '“Customers” failed' });
  await expect(failure).toContainText('There is no table public.customers_of_2019.');
  await expect(failure).toContainText('You can fix this');
  await failure.getByRole('link', { name: 'Go to “Customers”' }).click();
  await expect(builder.settings('Customers')).toBeVisible();
});

test('a circle cannot be drawn, and the reason is told', async ({ page }) => {
  const graph = createChain([
    describeStep('filter', 'Early', { match: 'all', caseSensitive: false, conditions: [], groups: [] }),
    describeStep('filter', 'Late', { match: 'all', caseSensitive: false, conditions: [], groups: [] }),
  ]);
  const { id } = await new ProductApi(page).createPipeline('Circle', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.drawConnection('Late', 'Early');
  await expect(
    page.getByText('This would make a circle: the rows would come back to where they started.'),
  ).toBeVisible();
  await builder.step('Early').click();
  await expect(builder.settings('Early')).toContainText('receives no rows');
});

test('a formula that is wrong says what to write, and writes it when asked', async ({ page }) => {
  const graph = createChain([
    describeStep('sample-source', 'Orders', { dataset: 'orders', rows: 100 }),
    describeStep('formula', 'Double', { columns: [{ name: 'double', formula: '' }] }),
  ]);
  const { id } = await new ProductApi(page).createPipeline('Wrong formula', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.step('Double').click();
  const settings = builder.settings('Double');
  const formula = settings.getByRole('textbox', { name: 'Formula' });
  await formula.fill('[amuont] * 2');
  await expect(settings.getByText('There is no field named amuont. Did you mean [amount]?')).toBeVisible();
  await settings.getByRole('button', { name: 'Use [amount]' }).click();
  await expect(formula).toHaveText('amount * 2');
  await expect(settings.getByText('There is no field named')).toBeHidden();
  await expect(settings.getByText('First rows')).toBeVisible();
});

test('an API that limits, fails or answers nonsense is told apart in plain words', async ({ page }) => {
  const server = await startTroubledServer();
  const host = new URL(server.url).host;
  try {
    const builder = new BuilderPage(page);
    await builder.openBlank();
    const request = await builder.addStep('HTTP request');
    for (const [path, sentence] of [
      ['/limited', `${host} takes no more requests for now. Try again in 120 seconds.`],
      ['/failing', `${host} failed to answer, even after several attempts (HTTP 500). database gone`],
      ['/broken', 'This is not valid JSON from line 2, character 8 on.'],
      ['/page', `${host} answered with a page (text/html) instead of JSON. Check the address.`],
    ] as const) {
      await request.getByLabel('Address').fill(server.url + path);
      await request.getByRole('button', { name: 'Read fields' }).click();
      await expect(request.getByRole('alert')).toHaveText(sentence);
    }
  } finally {
    server.stop();
  }
});
