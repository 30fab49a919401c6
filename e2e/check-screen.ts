import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/**
 * Looks at what the page shows in both themes on a desk and on a phone: keeps a picture of each, and expects no serious
 * barrier for anyone and nothing that sticks out at the side.
 */
export async function checkScreen(page: Page, screen: string, language: string): Promise<void> {
  await page.evaluate(axe.source);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const name = `${screen}-${colorScheme}-${language}-${size.width}x${size.height}`;
      await page.screenshot({ path: `test-results/screens/${name}.png`, animations: 'disabled' });
      expect.soft(await findBarriers(page), name).toEqual([]);
      expect.soft(await measureOverflow(page), `${name}: pixels outside the window`).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize(sizes[0]);
}

/** What axe calls serious or critical, each with the elements concerned. */
async function findBarriers(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const { run } = Reflect.get(window, 'axe') as typeof axe;
    return (await run({ resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    );
}

function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
