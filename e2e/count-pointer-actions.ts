import type { Page } from '@playwright/test';

/** Counts every press of a mouse button or finger on the page from its next load on. */
export async function countPointerActions(page: Page): Promise<() => number> {
  let count = 0;
  await page.exposeFunction('reportPointerAction', () => {
    count += 1;
  });
  await page.addInitScript(() => {
    const report = Reflect.get(window, 'reportPointerAction') as () => void;
    document.addEventListener('pointerdown', () => report(), true);
  });
  return () => count;
}
