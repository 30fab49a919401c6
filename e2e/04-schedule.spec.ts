import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { createContactsToTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a schedule fires by itself, and rests while it is paused', async ({ page }) => {
  test.setTimeout(180_000);
  const builder = new BuilderPage(page);
  const api = new ProductApi(page);
  await signIn(page);
  const { id: connectionId } = await api.provideWarehouse();
  const { id } = await api.createPipeline('Every minute', createContactsToTable(connectionId, 'contacts_by_schedule'));
  await builder.open(id);

  const schedule = await builder.addStep('Schedule');
  await schedule.getByRole('button', { name: 'Expert' }).click();
  await schedule.getByLabel('Cron rule').fill('* * * * *');
  await expect(schedule.getByText('Next five runs')).toBeVisible();
  const dueTimes = await schedule.getByRole('listitem').getByRole('time').evaluateAll(readTimes);
  expect(dueTimes).toHaveLength(5);
  for (const [index, due] of dueTimes.entries()) expect(due - (dueTimes[0] ?? 0)).toBe(index * 60_000);
  await builder.publish();

  const readRun = async () => (await api.listRuns(id)).find(({ trigger }) => trigger === 'schedule');
  await expect.poll(async () => (await readRun())?.status, { timeout: 75_000, intervals: [1000] }).toBe('succeeded');
  const run = await readRun();
  expect(Date.parse(run?.createdAt ?? '')).toBeGreaterThanOrEqual(dueTimes[0] ?? Number.POSITIVE_INFINITY);
  const [table] = await queryDatabase(
    readProduct().warehouseUrl,
    'SELECT count(*)::int AS rows FROM contacts_by_schedule',
  );
  expect(table).toEqual({ rows: 200 });
  const { expectedRuns } = await api.call<{ expectedRuns: { outcome: string; runId: string | null }[] }>(
    'GET',
    `/pipelines/${id}/expected-runs`,
  );
  expect(expectedRuns).toContainEqual(expect.objectContaining({ outcome: 'started', runId: run?.id }));

  await schedule.getByRole('button', { name: 'Pause' }).click();
  await expect(schedule.getByText('The published schedule is paused')).toBeVisible();
  await page.getByRole('link', { name: 'All pipelines' }).click();
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Every minute' }) });
  await expect(row.getByRole('definition').filter({ hasText: 'Paused' })).toBeVisible();
});

function readTimes(elements: Element[]): number[] {
  return elements.map((element) => Date.parse((element as HTMLTimeElement).dateTime));
}
