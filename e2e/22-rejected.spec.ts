import { expect, type Locator, type Page, test } from '@playwright/test';
import { createRule } from '#core/graph/validation-rule.ts';
import { BuilderPage } from './builder-page.ts';
import { checkPart } from './check-screen.ts';
import { createChain, describeStep, writeTable } from './example-graphs.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';

/** Of 60 people from a webinar the country of 8 is written out and the address of 4 has no @. */
function makeCsv(): Buffer {
  const lines = Array.from({ length: 60 }, (_, index) => {
    const email = index % 15 === 4 ? `persona${index}.ejemplo.es` : `persona${index}@ejemplo.es`;
    const country = index % 8 === 0 ? 'España' : 'ES';
    return `${email};Muñoz ${index};0${1001 + index};${country}`;
  });
  return Buffer.from(['correo;nombre;cp;país', ...lines, ''].join('\r\n'), 'latin1');
}

async function prepareRun(page: Page): Promise<{ runId: string; pipelineId: string }> {
  const api = new ProductApi(page);
  const { url } = readProduct();
  const uploaded = await page.request.post(`${url}/api/v1/files?name=asistentes.csv`, {
    data: makeCsv(),
    headers: { origin: url, 'content-type': 'application/octet-stream' },
  });
  const { id: fileId } = (await uploaded.json()) as { id: string };
  const warehouse = await api.provideWarehouse();
  const text = (name: string) => ({ name, type: 'text' as const });
  const graph = createChain([
    describeStep('file-source', 'Asistentes', {
      fileId,
      fileName: 'asistentes.csv',
      format: {
        ...{ type: 'csv', encoding: 'windows-1252', delimiter: ';', quote: '"', header: true, skipRows: 0 },
        ...{ decimalSeparator: ',', thousandsSeparator: '.' },
      },
      fields: [text('correo'), text('nombre'), text('cp'), text('país')],
    }),
    describeStep('validate', 'Check', {
      rules: [
        createRule('email', 'correo'),
        { ...createRule('length', 'país'), max: 2 } as ReturnType<typeof createRule>,
      ],
    }),
    writeTable(warehouse.id, 'asistentes', { mode: 'append' }, 'Leads'),
  ]);
  const edges = graph.edges.map((edge) =>
    edge.from.node === 'step_2' ? { ...edge, from: { node: 'step_2', port: 'valid' } } : edge,
  );
  const { id: pipelineId } = await api.createPipeline('Webinar', { ...graph, edges });
  return { runId: await api.runToTheEnd(pipelineId), pipelineId };
}

const countLanded = async () =>
  (await queryDatabase(readProduct().warehouseUrl, 'SELECT count(*)::int AS count FROM asistentes'))[0]?.count;

async function write(page: Page, grid: Locator, keys: readonly string[]): Promise<void> {
  await grid.focus();
  for (const key of keys) await page.keyboard.press(key);
}

test('rejected rows are fixed like a spreadsheet, replayed alone, and the fix becomes a rule', async ({ page }) => {
  await signIn(page);
  const { runId, pipelineId } = await prepareRun(page);
  expect(await countLanded()).toBe(48);
  await new RunPage(page).open(runId);
  await page.getByRole('link', { name: 'Show 12 rejected rows of Check' }).click();
  const grid = page.getByRole('grid', { name: 'Rejected rows of Check' });
  const cells = (row: number) =>
    grid
      .getByRole('row')
      .nth(row + 1)
      .getByRole('gridcell');
  const saved = page.getByRole('status').filter({ hasText: /^Saved$/ });

  await test.step('by keyboard: filter, write, undo, and the same fix for all', async () => {
    await page.getByRole('button', { name: /país.*long/ }).click();
    await expect(page).toHaveURL(/reason=rule_length/);
    await expect(grid.getByRole('rowheader')).toHaveCount(8);
    await write(page, grid, ['ArrowDown', 'End', 'E', 'S', 'Enter']);
    await expect(cells(0).nth(3)).toHaveText('ES');
    await write(page, grid, ['Control+z']);
    await expect(cells(0).nth(3)).toHaveText('España');
    await write(page, grid, ['Control+Shift+z']);
    await expect(cells(0).nth(3)).toHaveText('ES');
    await cells(0).nth(3).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Same fix for all rows with España' }).click();
    await expect(page.getByText('7 rows were fixed the same way')).toBeVisible();
    await expect(cells(7).nth(3)).toHaveText('ES');
  });

  await test.step('the fix is kept as a step of the draft', async () => {
    await cells(0).nth(3).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Keep this fix as a rule' }).click();
    await expect(page.getByText('España becomes ES in the draft from now on.')).toBeVisible();
    const { draft } = await new ProductApi(page).readPipeline(pipelineId);
    const added = draft.graph.nodes.find(({ kind }) => kind === 'replace');
    expect(added).toMatchObject({ settings: { fields: ['país'], pairs: [{ find: 'España', replace: 'ES' }] } });
    expect(draft.graph.edges.some(({ from, to }) => from.node === added?.id && to.node === 'step_2')).toBe(true);
  });

  await test.step('a block is pasted, and stays after a reload', async () => {
    await page.getByRole('button', { name: /not an e-mail address/ }).click();
    await expect(grid.getByRole('rowheader')).toHaveCount(4);
    await page.getByRole('button', { name: 'Show personal data' }).click();
    await cells(0).nth(0).click();
    const block = [4, 19, 34, 49].map((index) => `persona${index}@ejemplo.es`).join('\n');
    await grid.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, block);
    await expect(cells(3).nth(0)).toHaveText('persona49@ejemplo.es');
    await expect(saved).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replay 12 rows' })).toBeVisible();
    await page.reload();
    await expect(cells(3).nth(0)).toHaveText('persona49@ejemplo.es');
    await expect(cells(3).nth(0)).toHaveAttribute('title', 'Was persona49.ejemplo.es');
    await page.goto(`${readProduct().url}/runs/${runId}/rejected/step_2`);
    await cells(0).nth(0).click();
    await checkPart(page, 'rejected', 'en');
  });

  await test.step('12 rows go in again, and 60 have landed', async () => {
    await page.getByRole('button', { name: 'Replay 12 rows' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay 12 rows?' });
    await expect(dialog.getByText('public.asistentes')).toBeVisible();
    await checkPart(page, 'rejected-replay', 'en', '[role=dialog]');
    await dialog.getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByText('12 landed')).toBeVisible({ timeout: 30_000 });
    await expect(grid.getByRole('img', { name: 'Landed' })).toHaveCount(12);
    expect(await countLanded()).toBe(60);
  });

  await test.step('the builder says before sending what the table would reject', async () => {
    const rule = 'ALTER TABLE asistentes ADD CONSTRAINT short CHECK (char_length(nombre) < 8) NOT VALID';
    await queryDatabase(readProduct().warehouseUrl, rule);
    const builder = new BuilderPage(page);
    await builder.open(pipelineId);
    await builder.step('Leads').click();
    const forecast = page.getByRole('region', { name: 'Rejection forecast' });
    await expect(forecast.getByText('47 of 56 sample rows would be rejected')).toBeVisible();
    await forecast.getByRole('button', { name: 'Show the rows: nombre breaks the rule short' }).click();
    const rows = page.getByRole('dialog', { name: 'Rows that would be rejected' }).getByRole('grid');
    await expect(rows).toHaveAttribute('aria-rowcount', '48');
    await checkPart(page, 'forecast', 'en', '[role=dialog]');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await expect(page.getByRole('dialog').getByText('nombre breaks the rule short')).toBeVisible();
    expect(await countLanded()).toBe(60);
  });
});
