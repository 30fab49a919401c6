import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, describeStep, readTable, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a renamed column stops the run, is seen at the source with what it is called now, and is mended by a click', async ({
  page,
}) => {
  await signIn(page);
  const api = new ProductApi(page);
  const connection = await api.provideWarehouse();
  const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);
  await query(`DROP TABLE IF EXISTS drifting, drifted; CREATE TABLE drifting (id int, phone text, score int);
    INSERT INTO drifting VALUES (1, '600 111 222', 5), (2, '600 333 444', 7)`);
  const { id: connectionId } = connection;
  const graph = createChain([
    readTable(connectionId, 'drifting', { id: 'integer', phone: 'text', score: 'integer' }, 'People'),
    describeStep('select', 'Columns', {
      columns: ['id', 'phone'].map((source) => ({ source, name: source, type: null, format: '' })),
      rest: 'drop',
      onCastError: 'reject',
    }),
    writeTable(connectionId, 'drifted', {}, 'Table'),
  ]);
  const { id } = await api.createPipeline('Drift', graph);
  expect((await api.readRun(await api.runToTheEnd(id))).status).toBe('succeeded');
  await query(`ALTER TABLE drifting RENAME phone TO phone_number; ALTER TABLE drifting ADD city text;
    ALTER TABLE drifting ALTER score TYPE numeric`);
  const stopped = await api.readRun(await api.runToTheEnd(id));
  expect(stopped).toMatchObject({ status: 'failed', error: { code: 'source_field_missing', nodeId: 'step_1' } });
  expect(stopped.error?.message).toContain('phone_number');

  const builder = new BuilderPage(page);
  await builder.open(id);
  await expect(builder.step('People').getByRole('img', { name: 'The source has changed in 3 fields' })).toBeVisible();
  await builder.step('People').click();
  const panel = builder.settings('People');
  const changes = panel.getByRole('region', { name: 'The source has changed' });
  await expect(changes).toContainText('Seen by a run');

  await test.step('looking again adds what values say, and changes nothing', async () => {
    await panel.getByRole('button', { name: 'Read fields again' }).click();
    await expect(changes).toContainText('Seen by Ana García');
    const names = await panel
      .getByLabel('Name of the field')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(names).toEqual(['id', 'phone', 'score']);
  });
  await test.step('one click each says what is what', async () => {
    await changes.getByRole('button', { name: 'phone is called phone_number now' }).click();
    await changes.getByRole('button', { name: 'Keep the type of score' }).click();
    await builder.whileSaving(() => changes.getByRole('button', { name: 'Leave out city' }).click());
    await expect(changes).toHaveCount(0);
    await expect(builder.step('People').getByRole('img', { name: /has changed/ })).toHaveCount(0);
  });
  await test.step('what a run does is chosen for the source and for single fields', async () => {
    await panel.getByRole('button', { name: 'When the source changes' }).click();
    await builder.choose(panel, 'Values that do not fit', 'Leave the value out');
    await panel.getByRole('button', { name: 'When score changes' }).click();
    await page.getByRole('menuitemradio', { name: 'Set the row aside' }).click();
    await page.keyboard.press('Escape');
    await expect(panel.getByRole('button', { name: 'When score changes: set for this field' })).toBeVisible();
    await checkPart(page, 'drift-policy', 'en', 'aside[aria-label^="Settings of"]');
  });
  await builder.run('Run draft');
  expect(await query('SELECT id::int, phone FROM drifted ORDER BY 1')).toEqual([
    { id: 1, phone: '600 111 222' },
    { id: 2, phone: '600 333 444' },
  ]);
});
