import { expect, test } from '@playwright/test';
import { owner, readProduct } from './product.ts';

test('a newcomer sees real rows within six clicks and downloads the result of a run', async ({ page }) => {
  let clicks = 0;
  const click = async (name: string) => {
    clicks += 1;
    await page.getByRole('button', { name }).first().click();
  };
  await page.goto(readProduct().url);
  await page.waitForURL('**/setup');
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByLabel('Workspace').fill('Sample company');
  await click('Create account');
  await page.waitForURL('**/pipelines');
  await click('Start with sample data');
  await page.waitForURL('**/pipelines/pipe_*');
  await expect(page.getByText('jose.oconnor0@example.com').first()).toBeVisible();
  expect(clicks).toBeLessThanOrEqual(6);

  await page.getByRole('button', { name: 'Test run' }).click();
  await expect(page.getByText('Run finished').first()).toBeVisible({ timeout: 60_000 });
  const { runs } = await (await page.request.get(`${readProduct().url}/api/v1/runs`)).json();
  const run = await (await page.request.get(`${readProduct().url}/api/v1/runs/${runs[0].id}`)).json();
  expect(run.status).toBe('succeeded');
  const artifact = await page.request.get(
    `${readProduct().url}/api/v1/runs/${run.id}/artifacts/${run.artifacts[0].nodeId}`,
  );
  const lines = (await artifact.text()).trimEnd().split('\n').slice(1);
  expect(lines.length).toBe(run.rowsLoaded);
});

test('control: an assertion that is false fails', async ({ page }) => {
  test.fail();
  await page.goto(`${readProduct().url}/sign-in`);
  await expect(page.getByText('There is no such sentence')).toBeVisible({ timeout: 1000 });
});
