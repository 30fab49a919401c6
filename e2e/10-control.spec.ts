import { expect, test } from '@playwright/test';
import { readProduct } from './product.ts';

/** Were this reported as a failure, the suite could not fail at all. */
test('control: an assertion that is false fails', async ({ page }) => {
  test.fail();
  await page.goto(`${readProduct().url}/sign-in`);
  await expect(page.getByText('There is no such sentence')).toBeVisible({ timeout: 1000 });
});
