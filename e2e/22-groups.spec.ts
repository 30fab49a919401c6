import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a group collapses into one block by mouse and by keyboard, is kept, undone, and still runs', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const steps = [
    describeStep('sample-source', 'Contacts', { dataset: 'contacts', rows: 100 }),
    describeStep('sort', 'By country', { by: [{ field: 'country', direction: 'asc' }], limit: null, offset: 0 }),
    describeStep('sort', 'By name', { by: [{ field: 'first_name', direction: 'asc' }], limit: null, offset: 0 }),
    describeStep('file-target', 'File', { format: 'csv', fileName: 'contacts', escapeFormulas: true }),
  ];
  const chain = createChain(steps);
  const { id } = await api.createPipeline('Grouped', {
    ...chain,
    groups: [{ id: 'order', name: 'Put in order', nodes: ['step_2', 'step_3'] }],
  });
  const builder = new BuilderPage(page);
  await builder.open(id);
  const block = builder.step('Put in order').filter({ hasText: '2 steps' });
  const isCollapsed = async () => (await api.readPipeline(id)).draft.graph.groups?.[0]?.collapsed ?? false;

  await builder.whileSaving(() => page.getByRole('button', { name: 'Collapse Put in order' }).click());
  await expect(block).toBeVisible();
  await expect(builder.step('By country')).toBeHidden();
  await expect(builder.connection('Contacts', 'Put in order')).toHaveCount(1);
  await expect(builder.connection('Put in order', 'File')).toHaveCount(1);
  await page.reload();
  await expect(block).toBeVisible();

  await builder.step('Contacts').click();
  await page.keyboard.press('ArrowRight');
  await expect(block).toBeFocused();
  await checkPart(page, 'builder-block', 'en', '.telar-canvas');
  await builder.whileSaving(() => page.keyboard.press('Enter'));
  await expect(builder.step('By name')).toBeVisible();
  expect(await isCollapsed()).toBe(false);
  await builder.whileSaving(() => page.keyboard.press('e'));
  await expect(block).toBeVisible();
  await builder.whileSaving(() => page.keyboard.press('Control+z'));
  await expect(builder.step('By name')).toBeVisible();
  await builder.whileSaving(() => page.keyboard.press('Control+Shift+z'));
  expect(await isCollapsed()).toBe(true);

  const before = (await api.readPipeline(id)).draft.graph.nodes.map(({ position }) => position.y);
  await builder.whileSaving(() => page.keyboard.press('Alt+Shift+ArrowDown'));
  const moved = (await api.readPipeline(id)).draft.graph.nodes.map(
    ({ position }, index) => position.y - (before[index] ?? 0),
  );
  expect(moved).toEqual([0, 112, 112, 0]);

  await builder.run('Run draft');
  await expect(block.getByRole('img', { name: 'Succeeded' })).toBeVisible();
});
