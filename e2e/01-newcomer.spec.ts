import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { owner, readProduct } from './product.ts';
import { readCsv } from './read-csv.ts';
import { RunPage } from './run-page.ts';

test('a newcomer sees real rows within six clicks and a minute, watches a run and downloads its result', async ({
  page,
}) => {
  const clicks = await countPointerActions(page);
  const builder = new BuilderPage(page);

  await test.step('set-up and first rows', async () => {
    const startedAt = performance.now();
    await page.goto(readProduct().url);
    await page.waitForURL('**/setup');
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByLabel('Workspace').fill('Sample company');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: 'Start with sample data' }).click();
    await builder.waitUntilOpen();
    await expect(builder.preview.getByRole('gridcell', { name: /@example\.com$/ }).first()).toBeVisible();
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect(clicks()).toBeGreaterThan(0);
    expect(clicks()).toBeLessThanOrEqual(6);
  });

  await test.step('the run is watched live on the canvas', async () => {
    const said = await builder.recordRunBar();
    await builder.run('Run draft');
    expect((await said())[0]).toMatch(/Waiting to start|Running/);
    for (const name of ['Sample contacts', 'Has an e-mail', 'One per e-mail, newest', 'Clean contacts'])
      await expect(builder.step(name).getByRole('img', { name: 'Succeeded' })).toBeVisible();
    await expect(builder.canvas.getByTitle('5,000 rows')).toBeVisible();
    await expect(builder.runBar).toContainText('5,000 read');
  });

  await test.step('the counts of the run add up', async () => {
    await builder.runBar.getByRole('link', { name: 'Details' }).click();
    const run = new RunPage(page);
    await run.waitUntilOpen();
    const source = await run.readCounts('Sample contacts');
    const filter = await run.readCounts('Has an e-mail');
    const newest = await run.readCounts('One per e-mail, newest');
    const target = await run.readCounts('Clean contacts');
    expect(source.out).toBe(5000);
    expect(filter.in).toBe(source.out);
    expect(filter.filtered).toBeGreaterThan(0);
    expect(filter.out + filter.filtered).toBe(filter.in);
    expect(newest.in).toBe(filter.out);
    expect(newest.filtered).toBeGreaterThan(0);
    expect(newest.out + newest.filtered).toBe(newest.in);
    expect(target.in).toBe(newest.out);
    expect(target.loaded + target.rejected).toBe(target.in);
    await expect(run.fact('Loaded')).toHaveText(target.loaded.toLocaleString('en'));
  });

  await test.step('the file has no blank and no repeated e-mail', async () => {
    const [file, loaded] = await Promise.all([
      page.waitForEvent('download'),
      new RunPage(page).fact('Loaded').textContent(),
      page.getByRole('link', { name: /^Download/ }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('contacts.csv');
    const emails = (await readCsv(await file.path())).map(({ email }) => (email ?? '').trim().toLowerCase());
    expect(emails.length.toLocaleString('en')).toBe(loaded);
    expect(emails).not.toContain('');
    expect(new Set(emails).size).toBe(emails.length);
  });

  await test.step('a pipeline of their own is live on a schedule within twenty clicks', async () => {
    const before = clicks();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.getByRole('button', { name: 'New pipeline' }).click();
    await builder.waitUntilOpen();
    await page.getByRole('button', { name: /^Where rows come from/ }).click();
    await page
      .getByRole('dialog', { name: 'Steps' })
      .getByRole('option', { name: /^Sample data/ })
      .click();
    const filter = await builder.addStep('Filter');
    await filter.getByRole('button', { name: 'Add condition' }).click();
    await builder.choose(filter, 'Field', 'email');
    await builder.addStep('File to download');
    const schedule = await builder.addStep('Schedule');
    await builder.choose(schedule, 'Runs', 'Every hour');
    await builder.publish();
    expect(clicks() - before).toBeLessThanOrEqual(20);
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'First steps' })).toContainText('5 of 6 done');
  });
});
