import { expect, test } from '@playwright/test';
import { httpTarget } from '#core/graph/nodes/http-target.ts';
import { tableSourceDefaults } from '#core/graph/nodes/table-source.ts';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

const aside = 'aside:has(> fieldset)';
const string = { type: 'string' };
const schema = {
  required: ['mail', 'source'],
  properties: {
    mail: { ...string, pattern: '^[^@ ]+@[^@ ]+$' },
    name: { ...string, maxLength: 4 },
    country: { ...string, enum: ['ES', 'FR'] },
    source: string,
  },
};
const document = {
  openapi: '3.1.0',
  paths: Object.fromEntries(
    ['/leads', '/contacts'].map((path) => [
      path,
      { post: { requestBody: { content: { 'application/json': { schema: path === '/leads' ? {} : schema } } } } },
    ]),
  ),
};

const inLanguage = async (api: ProductApi, page: Parameters<typeof signIn>[0], locale: string) => {
  await api.call('PATCH', '/me', { locale });
  await page.context().addCookies([{ name: 'telar_locale', value: locale, url: readProduct().url }]);
};

test('what an API takes is read from its document, and known before anything is sent', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const mapping = [
    ['email', 'mail'],
    ['first_name', 'name'],
    ['country', 'country'],
  ].map(([field = '', column = '']) => ({ field, column }));
  const settings = { ...httpTarget.defaults, url: 'http://127.0.0.1:9/v2/contacts', mapping };
  const graph = createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 200 }),
    describeStep('http-target', 'Audience', settings),
  ]);
  const { id } = await api.createPipeline('API schema', graph);
  const builder = new BuilderPage(page);
  await builder.open(id);
  await builder.step('Audience').click();
  const form = builder.settings('Audience');
  await form.getByRole('button', { name: 'What the API takes' }).click();
  await form.getByRole('button', { name: 'Read from its schema' }).click();
  const dialog = page.getByRole('dialog', { name: 'Read from its schema' });
  await dialog.getByRole('textbox', { name: 'Document' }).fill('{"openapi": 3}');
  await expect(dialog).toContainText('This is no JSON Schema or OpenAPI document with fields.');
  await dialog.getByRole('textbox', { name: 'Document' }).fill(JSON.stringify(document));
  await dialog.getByRole('button', { name: 'Take 4 fields' }).click();
  await expect(form.getByText('The API requires source')).toBeVisible();
  const mapper = form.getByRole('region', { name: 'Field mapping' });
  await expect(mapper.getByRole('status')).toHaveText('3 of 4 fields mapped · 1 required missing');
  const source = mapper.getByRole('listitem', { name: 'source', exact: true });
  await source.getByRole('combobox').fill('fixed');
  await page.getByRole('option', { name: 'Fixed value' }).click();
  await source.getByRole('textbox', { name: 'Fixed value for source' }).fill('telar');
  const forecast = form.getByRole('region', { name: 'Rejection forecast' });
  await expect(forecast.getByRole('status')).toContainText('sample rows would be rejected');
  await expect(forecast.getByRole('button', { name: /name is longer than 4/ })).toBeVisible();
  await forecast.scrollIntoViewIfNeeded();
  await checkPart(page, 'api-schema', 'en', aside);
  await forecast.getByRole('button', { name: /name is longer than 4/ }).click();
  await expect(page.getByRole('dialog', { name: 'Rows that would be rejected' })).toBeVisible();
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Limits of name' }).click();
  await form.getByRole('textbox', { name: 'Characters at most' }).fill('100');
  await expect(forecast.getByRole('button', { name: /name is longer than/ })).toHaveCount(0);

  await inLanguage(api, page, 'es');
  await page.goto(`${readProduct().url}/pipelines/${id}?node=step_2`);
  await page.getByRole('button', { name: /^Qué admite la API/ }).click();
  await page.getByRole('region', { name: 'Qué admite la API' }).scrollIntoViewIfNeeded();
  await checkPart(page, 'api-schema', 'es', aside);
  await inLanguage(api, page, 'en');
});

test('a MySQL source says what its parts promise', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const fields = [{ name: 'id', type: 'integer' as const }];
  const graph = createChain([
    describeStep('mysql-source', 'Orders', { ...tableSourceDefaults, table: 'orders', fields }),
  ]);
  const { id } = await api.createPipeline('MySQL', graph);
  for (const [locale, parts] of [
    ['en', 'Read in parallel'],
    ['es', 'Leer en paralelo'],
  ] as const) {
    await inLanguage(api, page, locale);
    await page.goto(`${readProduct().url}/pipelines/${id}?node=step_1`);
    await page.getByRole('button', { name: parts }).click();
    await page.getByRole('combobox', { name: locale === 'en' ? 'Parts' : 'Partes' }).scrollIntoViewIfNeeded();
    await checkPart(page, 'step-mysql', locale, aside);
  }
  await inLanguage(api, page, 'en');
});
