import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

// Playwright waits before a picture until no font is on its way, and on a busy machine now and then for ever.
process.env.PW_TEST_SCREENSHOT_NO_FONTS_READY = '1';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** Of a view that shares its theme with one and its size with another, colours are all that may still be wrong. */
const lightDesk = { theme: 'light', size: desk, rules: null } as const;
const darkDesk = { theme: 'dark', size: desk, rules: 'color-contrast' } as const;
const lightPhone = { theme: 'light', size: phone, rules: 'color-contrast' } as const;
const darkPhone = { theme: 'dark', size: phone, rules: null } as const;
const otherViews = [
  { ...darkDesk, rules: null },
  { ...lightPhone, rules: null },
] as const;
const everyView = [lightDesk, darkDesk, darkPhone, lightPhone] as const;

/**
 * Looks at what the page shows in both themes on a desk and on a phone: keeps a picture of each, and expects no serious
 * barrier for anyone and nothing that sticks out at the side.
 */
export function checkScreen(page: Page, screen: string, language: string): Promise<void> {
  return checkViews(page, { screen, language, part: 'html', views: everyView });
}

/**
 * As `checkScreen`, for a state of a screen or the part of it that a selector names. Two views in each language, so that
 * both together show every theme in every size once.
 */
export function checkPart(page: Page, screen: string, language: string, part = 'html'): Promise<void> {
  const views = language === 'es' ? otherViews : ([lightDesk, darkPhone] as const);
  return checkViews(page, { screen, language, part, views });
}

interface Look {
  readonly screen: string;
  readonly language: string;
  readonly part: string;
  readonly views: readonly (typeof everyView | typeof otherViews)[number][];
}

async function checkViews(page: Page, { screen, language, part, views }: Look): Promise<void> {
  await page.evaluate(axe.source);
  for (const { theme, size, rules } of views) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const name = `${screen}-${theme}-${language}-${size.width}x${size.height}`;
    await takePicture(page, name);
    // Words change with the language, colours do not.
    if (rules === null || language === 'en') expect.soft(await findBarriers(page, part, rules), name).toEqual([]);
    expect.soft(await measureOverflow(page), `${name}: pixels outside the window`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(desk);
}

/** Chromium now and then waits for a frame that nothing makes it draw; asked again, it answers. */
async function takePicture(page: Page, name: string): Promise<void> {
  const options = { path: `test-results/screens/${name}.png`, animations: 'disabled' } as const;
  await page.screenshot({ ...options, timeout: 10_000 }).catch(() => page.screenshot(options));
}

/** What axe calls serious or critical, each with the elements concerned. */
async function findBarriers(page: Page, part: string, rules: string | null): Promise<string[]> {
  const violations = await page.evaluate(
    async ([selector, only]) => {
      const { run } = Reflect.get(window, 'axe') as typeof axe;
      const options = only === null ? {} : { runOnly: { type: 'rule' as const, values: [only] } };
      return (await run(selector, { resultTypes: ['violations'], ...options })).violations;
    },
    [part, rules] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    );
}

function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/**
 * Makes every text on the page a third longer, as other languages are, and expects that nothing sticks out of the window
 * or of its own button, link, tab or heading. The page is of no further use.
 */
export async function checkLongTexts(page: Page, screen: string): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      const { data, parentElement } = node;
      if (!/\p{L}{2}/u.test(data) || parentElement?.closest('script, style, svg')) continue;
      node.data = data + ' longer'.repeat(9).slice(0, Math.ceil(data.trim().length * 0.35));
    }
  });
  for (const size of [desk, phone]) {
    await page.setViewportSize(size);
    const name = `${screen} with longer texts, ${size.width} wide`;
    expect.soft(await measureOverflow(page), `${name}: pixels outside the window`).toBeLessThanOrEqual(0);
    expect.soft(await findSpills(page), name).toEqual([]);
  }
  await page.screenshot({ path: `test-results/screens/${screen}-longer-${phone.width}x${phone.height}.png` });
  await page.setViewportSize(desk);
}

/** Texts that reach beyond the element they name. What is cut off with three dots reaches nowhere. */
function findSpills(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, h1, h2, label, [role="tab"]')].flatMap((element) => {
      const box = element.getBoundingClientRect();
      const isCut = (inner: Element) => getComputedStyle(inner).overflowX !== 'visible';
      if (box.width <= 1 || [element, ...element.querySelectorAll('*')].some(isCut)) return [];
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      const isOut = text.right > box.right + 1 || text.bottom > box.bottom + 1 || text.left < box.left - 1;
      return isOut ? [element.textContent ?? ''] : [];
    }),
  );
}
