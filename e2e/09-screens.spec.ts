import { expect, type Page, test } from '@playwright/test';
import type { Locale } from '#core/contracts/identity.ts';
import { checkLongTexts, checkPart, checkScreen } from './check-screen.ts';
import { type ExampleWorkspace, prepareWorkspace } from './example-workspace.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { emptyScreens, learnToSay, listPages, listStates, type Screen } from './screens.ts';
import { type Crm, startCrm } from './start-crm.ts';

// The pictures show what a trace would.
test.use({ trace: 'off' });

let crm: Crm;
let workspace: ExampleWorkspace;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  crm = await startCrm();
  const page = await browser.newPage();
  await signIn(page);
  await removeEverything(new ProductApi(page));
  workspace = await prepareWorkspace(new ProductApi(page), crm);
  await page.close();
});
test.afterAll(() => crm.stop());
test.afterEach(async ({ page }) => {
  const { url } = readProduct();
  const isSignedIn = page.url().startsWith(url) && !page.url().includes('/sign-in');
  if (isSignedIn) await new ProductApi(page).call('PATCH', '/me', { locale: 'en' });
});

for (const language of ['en', 'es'] as const) {
  test(`every screen in ${language}, both themes, on a desk and on a phone`, async ({ page }) => {
    test.setTimeout(900_000);
    await page.context().addCookies([{ name: 'telar_locale', value: language, url: readProduct().url }]);
    await page.goto(`${readProduct().url}/sign-in`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await checkScreen(page, 'sign-in', language);

    await readIn(page, language);
    await lookAtAll(page, [...listPages(workspace), ...listStates(workspace)], language);
  });
}

test('texts a third longer break no layout, on a desk and on a phone', async ({ page }) => {
  test.setTimeout(480_000);
  await readIn(page, 'en');
  const stretched = ['home', 'pipelines', 'builder', 'run-succeeded', 'runs', 'connections', 'settings'];
  const screens = listPages(workspace).filter(({ name }) => stretched.includes(name));
  await forEach(page, screens, async (screen) => {
    await open(page, screen, 'en');
    await checkLongTexts(page, screen.name);
  });
});

test('what a newcomer finds where nothing has happened yet', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  await removeEverything(new ProductApi(page));
  for (const language of ['en', 'es'] as const) {
    await readIn(page, language);
    await lookAtAll(page, emptyScreens, language);
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

/** Signs in and has everything in the language, what the server says as well. */
async function readIn(page: Page, language: Locale): Promise<void> {
  await signIn(page);
  await new ProductApi(page).call('PATCH', '/me', { locale: language });
  await page.context().addCookies([{ name: 'telar_locale', value: language, url: readProduct().url }]);
}

function lookAtAll(page: Page, screens: readonly Screen[], language: Locale): Promise<void> {
  return forEach(page, screens, async (screen) => {
    await open(page, screen, language);
    const check = screen.isState === true ? checkPart : checkScreen;
    await check(page, screen.name, language);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

async function open(page: Page, screen: Screen, language: Locale): Promise<void> {
  const { path, ready, prepare, unanswered } = screen;
  // Never answered, not even with a failure.
  if (unanswered !== undefined) await page.route(unanswered, () => {});
  await page.goto(readProduct().url + path);
  await page.locator(ready).first().waitFor();
  await prepare?.(page, learnToSay(language));
}

/**
 * Does the same for every screen. One that cannot be looked at hides no other; it is opened a second time before it
 * counts, because what it shows may be drawn anew while it is being prepared.
 */
async function forEach(page: Page, screens: readonly Screen[], look: (screen: Screen) => Promise<void>): Promise<void> {
  page.setDefaultTimeout(60_000);
  const failures: string[] = [];
  for (const screen of screens)
    await test
      .step(screen.name, () => look(screen).catch(() => look(screen)))
      .catch((error) => failures.push(`${screen.name}: ${error}`));
  expect(failures).toEqual([]);
}

/** Leaves the workspace as a newcomer finds it. */
async function removeEverything(api: ProductApi): Promise<void> {
  const { pipelines } = await api.call<{ pipelines: { id: string }[] }>('GET', '/pipelines');
  for (const { id } of pipelines) await api.call('DELETE', `/pipelines/${id}`);
  const { connections } = await api.call<{ connections: { id: string }[] }>('GET', '/connections');
  for (const { id } of connections) await api.call('DELETE', `/connections/${id}`);
}
