import { expect, type Locator, type Page, test } from '@playwright/test';
import type { Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { checkScreen } from './check-screen.ts';
import { countPointerActions } from './count-pointer-actions.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { tabTo } from './tab-to.ts';

const names = ['Callers', 'Callbacks', 'Text messages'];
/** Three pipelines are tried out, one after the other. */
const counting = { timeout: 60_000 };
const query = (text: string) => queryDatabase(readProduct().warehouseUrl, text);

test.describe.configure({ timeout: 180_000 });
test.beforeEach(({ page }) => signIn(page));

test('a renamed column is one problem of three pipelines, mended, published and replayed in three clicks', async ({
  page,
}) => {
  const api = new ProductApi(page);
  await query(`CREATE TABLE callers (id int PRIMARY KEY, phone text);
    INSERT INTO callers VALUES (1, '600 111 222'), (2, '600 333 444')`);
  const ids: string[] = [];
  for (const [index, name] of names.entries()) ids.push(await createLive(api, name, `called_${index}`));
  const [edited = ''] = ids;
  await renameInDraft(api, edited, 'Not live yet');
  await query('ALTER TABLE callers RENAME phone TO phone_number');
  await failAll(api);

  const pointerActions = await countPointerActions(page);
  await page.goto(`${readProduct().url}/pipelines`);
  await page.getByRole('link', { name: 'See what to do' }).click();
  const problem = findProblem(page, 'phone');
  await expect(problem).toContainText('3 pipelines affected');
  await problem.getByRole('button', { name: 'Mend the source' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mend “People”' });
  await expect(dialog.getByRole('region', { name: 'What has changed' })).toContainText('phone_number');
  await expect(dialog.getByRole('textbox', { name: 'Name of the version' })).toHaveValue(
    'phone is read from phone_number',
  );
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Callers' }).first()).toContainText(
    'The draft has other edits',
  );
  const again = dialog.getByRole('region', { name: 'What runs again' });
  await expect(again).toContainText('version 2');
  await expect(again.getByText('Reads 2 rows')).toHaveCount(3, counting);
  await expect(again.getByText('2 created')).toHaveCount(3, counting);
  await checkScreen(page, 'mend-source', 'en');
  await dialog.getByRole('button', { name: 'Publish and replay 3 runs' }).click();
  await expectSolved(page, problem);
  expect(pointerActions()).toBe(3);

  for (const index of names.keys()) expect(await readPhones(index)).toEqual(['600 111 222', '600 333 444']);
  const { draft, published } = await api.readPipeline(edited);
  expect(published?.number).toBe(2);
  expect(nameSource(published?.graph)).toBe('People');
  expect(nameSource(draft.graph)).toBe('Not live yet');
  const { versions } = await api.call<{ versions: { name: string }[] }>('GET', `/pipelines/${edited}/versions`);
  expect(versions[0]?.name).toBe('phone is read from phone_number');
});

test('the same by keyboard alone, with what nobody can be sure of chosen by a person', async ({ page }) => {
  const api = new ProductApi(page);
  await query(`ALTER TABLE callers RENAME phone_number TO reached_at;
    INSERT INTO callers VALUES (3, '600 555 666')`);
  await failAll(api);

  const pointerActions = await countPointerActions(page);
  const { keyboard } = page;
  await page.goto(`${readProduct().url}/pipelines`);
  await tabTo(page, page.getByRole('link', { name: 'See what to do' }));
  await keyboard.press('Enter');
  const problem = findProblem(page, 'phone');
  await tabTo(page, problem.getByRole('button', { name: 'Mend the source' }));
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Mend “People”' });
  const confirm = dialog.getByRole('button', { name: 'Publish and replay 3 runs' });
  await expect(confirm).toBeDisabled();
  await tabTo(page, dialog.getByRole('combobox', { name: 'What phone is called now' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'reached_at' })).toBeVisible();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Name of the version' })).toHaveValue(
    'phone is read from reached_at',
  );
  await expect(dialog.getByText('1 created')).toHaveCount(3, counting);
  await tabTo(page, confirm);
  await keyboard.press('Enter');
  await expectSolved(page, problem);
  expect(pointerActions()).toBe(0);
  for (const index of names.keys()) expect(await readPhones(index)).toHaveLength(3);
});

/** Behind the dialog nothing is found, so that is no sign yet. */
async function expectSolved(page: Page, problem: Locator): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Problems', exact: true })).toBeVisible();
  await expect(problem).toHaveCount(0, { timeout: 60_000 });
}

function findProblem(page: Page, field: string) {
  return page.getByRole('listitem', { name: new RegExp(`The source has no field ${field} any more`) });
}

/** People of a table into another one, matched by their number, live; answers its id. */
async function createLive(api: ProductApi, name: string, table: string): Promise<string> {
  const { id: connectionId } = await api.provideWarehouse();
  const place = { connectionId, schema: 'public' };
  const graph = createChain([
    describeStep('postgres-source', 'People', {
      ...(getNodeDefinition('postgres-source').defaults as object),
      ...{ ...place, mode: 'table', table: 'callers', query: '', sync: { mode: 'full' } },
      fields: [
        { name: 'id', type: 'integer' as const },
        { name: 'phone', type: 'text' as const },
      ],
    }),
    describeStep('postgres-target', 'Table', {
      ...{ ...place, table, mode: 'upsert', keys: ['id'], createTable: true, mapping: null },
      ...{ removedRows: 'ignore', detect: 'target', brakePercent: 20, keepBeforeDays: 7 },
    }),
  ]);
  const { id, draft } = await api.createPipeline(name, graph);
  await api.call('POST', `/pipelines/${id}/publish`, { baseRevision: draft.revision });
  return id;
}

async function renameInDraft(api: ProductApi, id: string, name: string): Promise<void> {
  const { draft } = await api.readPipeline(id);
  const nodes = draft.graph.nodes.map((node) => (node.kind === 'postgres-source' ? { ...node, name } : node));
  const body = { graph: { ...draft.graph, nodes }, baseRevision: draft.revision };
  await api.call('PUT', `/pipelines/${id}/draft`, body);
}

async function failAll(api: ProductApi): Promise<void> {
  const { pipelines } = await api.call<{ pipelines: { id: string; name: string }[] }>('GET', '/pipelines');
  for (const { id } of pipelines.filter(({ name }) => names.includes(name))) {
    const { status } = await api.readRun(await api.runToTheEnd(id, 'published'));
    expect(status).toBe('failed');
  }
}

function nameSource(graph: Graph | undefined): string | undefined {
  return graph?.nodes.find(({ kind }) => kind === 'postgres-source')?.name;
}

async function readPhones(index: number): Promise<unknown[]> {
  return (await query(`SELECT phone FROM called_${index} ORDER BY id`)).map(({ phone }) => phone);
}
