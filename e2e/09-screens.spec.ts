import { expect, type Page, test } from '@playwright/test';
import { deduplicate } from '#core/graph/nodes/deduplicate.ts';
import { checkLongTexts, checkScreen } from './check-screen.ts';
import { createChain, createContactsToTable, describeStep } from './example-graphs.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

// The pictures show what a trace would.
test.use({ trace: 'off' });

const languages = ['en', 'es'] as const;

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is there, in any language, once the screen is complete. */
  readonly ready: string;
  /** What is done on it before one looks. */
  readonly prepare?: (page: Page) => Promise<void>;
}

for (const language of languages) {
  test(`every screen in ${language}, both themes, on a desk and on a phone`, async ({ page }) => {
    test.setTimeout(480_000);
    await chooseLanguage(page, language);
    await page.goto(`${readProduct().url}/sign-in`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await checkScreen(page, 'sign-in', language);

    await signInAs(page, language);
    const screens = await prepareScreens(page);
    for (const screen of screens) await lookAt(page, screen, language);
    await removeEverything(page);
    for (const screen of emptyScreens) await lookAt(page, screen, language);
    await new ProductApi(page).call('PATCH', '/me', { locale: 'en' });
  });
}

test('texts a third longer break no layout, on a desk and on a phone', async ({ page }) => {
  await signInAs(page, 'en');
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('Newest contact per e-mail', createNewestContacts());
  await api.provideWarehouse();
  const runId = await api.runToTheEnd(id);
  const screens = [
    { name: 'home', path: '/home', ready: 'main figure' },
    { name: 'pipelines', path: '/pipelines', ready: '[data-row-link]' },
    { name: 'builder', path: `/pipelines/${id}?node=step_3`, ready: '[role="gridcell"]' },
    { name: 'run', path: `/runs/${runId}`, ready: 'tbody tr' },
    { name: 'runs', path: '/runs', ready: '[data-row-link]' },
    { name: 'connections', path: '/connections', ready: 'main li' },
    { name: 'settings', path: '/settings', ready: 'main form' },
  ];
  for (const { name, path, ready } of screens) {
    await page.goto(readProduct().url + path);
    await page.locator(ready).first().waitFor();
    await checkLongTexts(page, name);
  }
});

test('a chosen theme is there from the first paint', async ({ page, context }) => {
  const { url } = readProduct();
  await page.emulateMedia({ colorScheme: 'light' });
  await context.addCookies([{ name: 'telar_theme', value: 'dark', url }]);
  const html = await (await page.goto(`${url}/sign-in`))?.text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(14, 14, 17)');
});

async function chooseLanguage(page: Page, language: string): Promise<void> {
  await page.context().addCookies([{ name: 'telar_locale', value: language, url: readProduct().url }]);
}

async function signInAs(page: Page, language: string): Promise<void> {
  await chooseLanguage(page, 'en');
  await signIn(page);
  await new ProductApi(page).call('PATCH', '/me', { locale: language });
  await chooseLanguage(page, language);
}

async function lookAt(page: Page, { name, path, ready, prepare }: Screen, language: string): Promise<void> {
  await page.goto(readProduct().url + path);
  await page.locator(ready).first().waitFor();
  await prepare?.(page);
  await checkScreen(page, name, language);
}

/** Pipelines of several kinds, one run that succeeded and one that failed, a connection that works and one that does not. */
async function prepareScreens(page: Page): Promise<Screen[]> {
  const api = new ProductApi(page);
  const { id: connectionId } = await api.provideWarehouse();
  await api.call('POST', `/connections/${connectionId}/test`, {});
  const { id: brokenId } = await api.provideConnection('Old server', { port: 1 });
  await api.call('POST', `/connections/${brokenId}/test`, {});
  const good = await api.createPipeline('Newest contact per e-mail', createNewestContacts());
  const bad = await api.createPipeline('Contacts to the old server', createContactsToTable(brokenId, 'contacts'));
  const succeeded = await api.runToTheEnd(good.id);
  const failed = await api.runToTheEnd(bad.id);
  return [
    { name: 'home', path: '/home', ready: 'main figure' },
    { name: 'pipelines', path: '/pipelines', ready: '[data-row-link]' },
    { name: 'command-palette', path: '/pipelines', ready: '[data-row-link]', prepare: openCommandPalette },
    { name: 'builder', path: `/pipelines/${good.id}?node=step_3`, ready: '[role="gridcell"]' },
    { name: 'run-succeeded', path: `/runs/${succeeded}`, ready: 'tbody tr' },
    { name: 'run-failed', path: `/runs/${failed}`, ready: 'tbody tr' },
    { name: 'run-rejected', path: `/runs/${succeeded}/rejected/step_2`, ready: '[role="gridcell"]' },
    { name: 'runs', path: '/runs', ready: '[data-row-link]' },
    { name: 'connections', path: '/connections', ready: 'main li' },
    { name: 'connection-form', path: '/connections?new=postgres', ready: '[role="dialog"] form' },
    {
      name: 'connection-form-ssh',
      path: '/connections?new=mysql',
      ready: '[role="dialog"] form',
      prepare: chooseSsh,
    },
    { name: 'settings', path: '/settings', ready: 'main form' },
  ];
}

const emptyScreens: Screen[] = [
  { name: 'home-empty', path: '/home', ready: 'main ol' },
  { name: 'pipelines-empty', path: '/pipelines', ready: 'main h2' },
  { name: 'connections-empty', path: '/connections', ready: 'main h2' },
];

/** Contacts with a type that some of them do not fit, the newest per e-mail, as a file. */
function createNewestContacts() {
  return createChain([
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 5000 }),
    describeStep('select', 'Typed', {
      columns: [{ source: 'signup_date', name: 'signed_up_on', type: 'date', format: '' }],
      rest: 'keep',
      onCastError: 'reject',
    }),
    describeStep('deduplicate', 'Newest per e-mail', {
      ...deduplicate.defaults,
      keys: ['email'],
      keep: 'last',
      orderBy: 'updated_at',
    }),
    describeStep('file-target', 'Clean contacts', { format: 'csv', fileName: 'contacts', escapeFormulas: true }),
  ]);
}

async function openCommandPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
}

async function chooseSsh(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox').last().click();
  await page.getByRole('option').last().click();
  await page.getByPlaceholder('SHA256:…').scrollIntoViewIfNeeded();
}

/** Leaves the workspace as a newcomer finds it. */
async function removeEverything(page: Page): Promise<void> {
  const api = new ProductApi(page);
  const { pipelines } = await api.call<{ pipelines: { id: string }[] }>('GET', '/pipelines');
  for (const { id } of pipelines) await api.call('DELETE', `/pipelines/${id}`);
  const { connections } = await api.call<{ connections: { id: string }[] }>('GET', '/connections');
  for (const { id } of connections) await api.call('DELETE', `/connections/${id}`);
}
