import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

test('a pipeline is built, rearranged and taken apart in the outline, by keyboard alone', async ({ page }) => {
  const builder = new BuilderPage(page);
  const { keyboard } = page;
  await signIn(page);
  const api = new ProductApi(page);
  const { id } = await api.createPipeline('By outline');
  const pointerActions = await countPointerActions(page);
  await builder.open(id);
  const tree = page.getByRole('tree', { name: 'Outline' });
  const line = (name: RegExp | string) => tree.getByRole('treeitem', { name });
  const edges = async () => (await api.readPipeline(id)).draft.graph.edges.map(({ from, to }) => [from.node, to.node]);
  const addAfter = async (kind: string) => {
    await keyboard.press('a');
    await keyboard.type(kind);
    await keyboard.press('Enter');
    await keyboard.press('o');
  };

  await test.step('steps are added, each after the one at hand', async () => {
    await addAfter('sample data');
    await expect(line(/^Sample data/)).toBeFocused();
    await addAfter('filter');
    await expect(line(/^Filter/)).toBeFocused();
    await addAfter('file');
    await expect(line(/^File to download/)).toBeFocused();
    await expect(tree.getByRole('treeitem')).toHaveCount(3);
  });
  await test.step('a name is changed', async () => {
    await keyboard.press('ArrowUp');
    await keyboard.press('F2');
    await keyboard.type('Only Spain');
    await keyboard.press('Enter');
    await expect(line(/^Only Spain/)).toBeFocused();
  });
  await test.step('a connection is removed and drawn again', async () => {
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(line('Rows go to File to download')).toBeFocused();
    await builder.whileSaving(() => keyboard.press('Delete'));
    expect(await edges()).toHaveLength(1);
    await keyboard.press('ArrowUp');
    await expect(line(/^Only Spain/)).toBeFocused();
    await keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Connect Only Spain to…' });
    await expect(dialog.getByRole('button', { name: 'File to download' })).toBeFocused();
    await builder.whileSaving(() => keyboard.press('Enter'));
    expect(await edges()).toHaveLength(2);
  });
  await test.step('a step is moved, switched off and deleted, and all of it undone', async () => {
    const positions = async () => (await api.readPipeline(id)).draft.graph.nodes.map(({ position }) => position);
    const before = await positions();
    await line(/^Only Spain/).focus();
    await builder.whileSaving(() => keyboard.press('Alt+Shift+ArrowDown'));
    expect((await positions())[1]?.y).toBeGreaterThan(before[1]?.y ?? 0);
    await keyboard.press('d');
    await expect(line(/^Only Spain.*off/)).toBeVisible();
    await keyboard.press('Delete');
    await expect(tree.getByRole('treeitem', { level: 1 })).toHaveCount(2);
    for (let times = 0; times < 3; times++) await keyboard.press('Control+z');
    await builder.waitUntilSaved();
    await expect.poll(positions).toEqual(before);
    expect(await edges()).toHaveLength(2);
  });
  await test.step('a group is made and dissolved', async () => {
    await keyboard.press('o');
    await keyboard.press('Home');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Control+g');
    await expect(line('Group Group, 2 steps')).toBeVisible();
    await keyboard.press('Control+Shift+g');
    await expect(line(/^Group/)).toHaveCount(0);
  });
  expect(pointerActions()).toBe(0);
});

test('tidying lays steps out in one step of undo', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const node = (id: string, kind: 'sample-source' | 'filter' | 'file-target', x: number, y: number) => ({
    id,
    kind,
    name: id,
    position: { x, y },
    settings: {},
    disabled: false,
  });
  const { schemaVersion } = (await api.createPipeline('Shape')).draft.graph;
  const { id } = await api.createPipeline('Untidy', {
    schemaVersion,
    nodes: [
      node('file', 'file-target', 0, 0),
      node('source', 'sample-source', 40, 40),
      node('filter', 'filter', 20, 90),
    ],
    edges: [
      { id: 'edge_1', from: { node: 'source', port: 'rows' }, to: { node: 'filter', port: 'rows' } },
      { id: 'edge_2', from: { node: 'filter', port: 'rows' }, to: { node: 'file', port: 'rows' } },
    ],
  });
  const builder = new BuilderPage(page);
  await builder.open(id);
  const places = async () => {
    const { nodes } = (await api.readPipeline(id)).draft.graph;
    return Object.fromEntries(nodes.map((step) => [step.id, step.position]));
  };
  const before = await places();
  await builder.whileSaving(() => page.keyboard.press('Shift+A'));
  const { source, filter, file } = await places();
  expect([source?.x, filter?.x, file?.x]).toEqual([0, 320, 640]);
  await builder.whileSaving(() => page.keyboard.press('Control+z'));
  expect(await places()).toEqual(before);
});
