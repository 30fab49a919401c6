import { expect, type Page, test } from '@playwright/test';
import type { Graph } from '#core/graph/graph.ts';
import { createRule } from '#core/graph/validation-rule.ts';
import { BuilderPage } from './builder-page.ts';
import { checkPart, checkScreen } from './check-screen.ts';
import { createChain, describeStep } from './example-graphs.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';

const people = 40;
/** Columns between who somebody is and the one that is checked: more than a window shows. */
const answers = Array.from({ length: 14 }, (_, index) => `respuesta_${index + 1}`);

/** People with many answers before the country, which is written out for 5 of them. */
async function uploadPeople(page: Page): Promise<string> {
  const { url } = readProduct();
  const lines = Array.from({ length: people }, (_, index) => {
    const country = index % 8 === 0 ? 'España' : 'ES';
    return [`persona${index}@ejemplo.es`, `Persona ${index}`, ...answers.map(() => `no sabe ${index}`), country];
  });
  const text = [['email', 'full_name', ...answers, 'país'], ...lines].map((cells) => cells.join(',')).join('\n');
  const uploaded = await page.request.post(`${url}/api/v1/files?name=personas.csv`, {
    data: Buffer.from(`${text}\n`),
    headers: { origin: url, 'content-type': 'application/octet-stream' },
  });
  return ((await uploaded.json()) as { id: string }).id;
}

/** A check whose both outputs go on: valid rows into a file, rejected ones through a sort into another. */
async function createChecked(page: Page): Promise<string> {
  const fileId = await uploadPeople(page);
  const rule = { ...createRule('length', 'país'), max: 2 } as ReturnType<typeof createRule>;
  const file = (name: string) =>
    describeStep('file-target', name, { format: 'csv', fileName: name, escapeFormulas: true });
  const chain = createChain([
    describeStep('file-source', 'Personas', {
      ...{ fileId, fileName: 'personas.csv' },
      format: {
        ...{ type: 'csv', encoding: 'utf-8', delimiter: ',', quote: '"', header: true, skipRows: 0 },
        ...{ decimalSeparator: '.', thousandsSeparator: '' },
      },
      fields: ['email', 'full_name', ...answers, 'país'].map((name) => ({ name, type: 'text' as const })),
    }),
    describeStep('validate', 'Check', { rules: [rule] }),
    file('Good'),
    file('Bad'),
  ]);
  const graph: Graph = {
    ...chain,
    nodes: chain.nodes.map((node) => (node.name === 'Bad' ? { ...node, position: { x: 640, y: 160 } } : node)),
    edges: [
      { id: 'edge_1', from: { node: 'step_1', port: 'rows' }, to: { node: 'step_2', port: 'rows' } },
      { id: 'edge_2', from: { node: 'step_2', port: 'valid' }, to: { node: 'step_3', port: 'rows' } },
      { id: 'edge_3', from: { node: 'step_2', port: 'rejected' }, to: { node: 'step_4', port: 'rows' } },
    ],
  };
  const { id } = await new ProductApi(page).createPipeline('Encuesta', graph);
  return id;
}

test('every output of a step is pinned by itself, its personal data hidden until one asks for it', async ({ page }) => {
  await signIn(page);
  const id = await createChecked(page);
  const builder = new BuilderPage(page);
  await builder.open(id);

  await test.step('the output that is shown is the one that is pinned', async () => {
    await builder.step('Check').click();
    await builder.expectRows('35 rows');
    await expect(builder.output.getByRole('gridcell').nth(1)).toHaveText('p•••@ejemplo.es');
    await builder.preview.getByRole('group', { name: 'Output' }).getByText('Rejected').click();
    await builder.expectRows('5 rows');
    await builder.step('Check').press('p');
    await expect(page.getByText('5 rows of “Check · Rejected” pinned')).toBeVisible();
    await expect(builder.step('Check').getByRole('img', { name: /^Rejected: 5 pinned rows/ })).toBeVisible();
    await builder.preview.getByRole('group', { name: 'Output' }).getByText('Valid').click();
    await expect(builder.preview.getByRole('button', { name: 'Pin these rows' })).toBeVisible();
    await builder.step('Check').press('p');
    await expect(builder.step('Check').getByRole('img', { name: /^Valid: 35 pinned rows.*Rejected: 5/ })).toBeVisible();
  });

  await test.step('rows are edited once they are shown, and only the steps behind that output get them', async () => {
    await builder.preview.getByRole('group', { name: 'Output' }).getByText('Rejected').click();
    await builder.preview.getByRole('button', { name: '5 rows pinned' }).click();
    await page.getByRole('menuitem', { name: 'Edit the rows…' }).click();
    const editor = page.getByRole('dialog', { name: 'Pinned rows of “Check · Rejected”' });
    const text = editor.getByRole('textbox');
    await expect(text).toHaveValue(/p•••@ejemplo\.es/);
    await expect(text).not.toHaveValue(/persona/);
    await expect(text).not.toBeEditable();
    await checkPart(page, 'pinned-hidden', 'en', '[role=dialog]');
    await editor.getByRole('button', { name: 'Show personal data' }).click();
    await expect(text).toHaveValue(/persona0@ejemplo\.es/);
    await text.fill('email,país\nzoe@example.com,Francia');
    await editor.getByRole('button', { name: 'Pin 1 row' }).click();
    await builder.step('Bad').click();
    await expect(builder.preview.getByText('Pinned rows of Check · Rejected')).toBeVisible();
    await expect(builder.preview.getByRole('gridcell').first()).toHaveText('zoe@example.com');
    await builder.step('Good').click();
    await expect(builder.preview.getByText('Pinned rows of Check · Valid')).toBeVisible();
    await builder.expectRows('35 rows');
    await checkScreen(page, 'pinned-outputs', 'en');
  });
});

test('the value that a row was rejected for comes into view, and who somebody is stays hidden', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  const runId = await api.runToTheEnd(await createChecked(page));
  await page.goto(`${readProduct().url}/runs/${runId}/rejected/step_2`);
  const grid = page.getByRole('grid', { name: 'Rejected rows of Check' });
  const row = (index: number) => grid.getByRole('row').nth(index + 1);

  await test.step('on opening, and again when one goes to a row', async () => {
    await expect(grid.getByRole('gridcell', { name: 'España' }).first()).toBeInViewport({ ratio: 1 });
    await grid.evaluate((element) => element.scrollTo({ left: 0 }));
    await expect(grid.getByRole('gridcell', { name: 'España' })).toHaveCount(0);
    await row(1).getByText(/país/).click();
    await expect(row(1).getByRole('gridcell', { name: 'España' })).toBeInViewport({ ratio: 1 });
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(2).getByRole('gridcell', { name: 'España' })).toHaveClass(/ring-2/);
  });

  await test.step('hidden values are written over without being seen', async () => {
    await page.keyboard.press('Home');
    await expect(row(2).getByRole('gridcell').first()).toHaveText('p•••@ejemplo.es');
    await page.keyboard.press('F2');
    const editor = page.getByRole('textbox', { name: /email/ });
    await expect(editor).toHaveValue('');
    await page.keyboard.press('Enter');
    await expect(row(2).getByRole('gridcell').first()).toHaveAttribute('title', 'p•••@ejemplo.es');
    await checkScreen(page, 'rejected-hidden', 'en');
    await page.getByRole('button', { name: 'Show personal data' }).click();
    await expect(row(2).getByRole('gridcell').first()).toHaveText('persona16@ejemplo.es');
  });
});

test('filters of the list are kept as a view, used from anywhere, renamed and deleted', async ({ page }) => {
  await signIn(page);
  const api = new ProductApi(page);
  for (const name of ['Encuesta de mayo', 'Ventas']) await api.createPipeline(name);
  await page.goto(`${readProduct().url}/pipelines`);
  const row = (name: string) => page.getByRole('link', { name, exact: true });
  const views = page.getByRole('list', { name: 'Your views' });

  await test.step('saved under a name', async () => {
    await page.getByRole('searchbox', { name: 'Search pipelines' }).fill('mayo');
    await page.getByRole('group', { name: 'Show' }).getByText('Drafts').click();
    await expect(row('Ventas')).toBeHidden();
    await page.getByRole('button', { name: 'Save view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this view' });
    await checkPart(page, 'save-view', 'en', '[role=dialog]');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Drafts of May');
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await expect(views.getByRole('button', { name: 'Drafts of May', pressed: true })).toBeVisible();
    await checkScreen(page, 'pipeline-views', 'en');
    await views.getByRole('button', { name: 'Drafts of May' }).click();
    await expect(row('Ventas')).toBeVisible();
  });

  await test.step('used from another page, by keyboard', async () => {
    await page.goto(`${readProduct().url}/connections`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('drafts of');
    await expect(page.getByRole('option', { name: 'Drafts of May' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/pipelines\?q=mayo&show=draft$/);
    await expect(row('Encuesta de mayo')).toBeVisible();
    await expect(row('Ventas')).toBeHidden();
  });

  await test.step('renamed, and deleted', async () => {
    await page.getByRole('button', { name: 'Actions of “Drafts of May”' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('May');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(views.getByRole('button', { name: 'May', exact: true })).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Actions of “May”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(views).toBeHidden();
    await expect(page.getByRole('button', { name: 'Save view' })).toBeVisible();
  });
});
