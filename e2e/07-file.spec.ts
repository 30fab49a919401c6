import { expect, test } from '@playwright/test';
import { BuilderPage } from './builder-page.ts';
import { queryDatabase, readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { RunPage } from './run-page.ts';

const header = 'Código;Nombre;Alta;Importe;Nombre;';
const goodRows = [
  '01001;José Núñez;31/12/2026;1.234,50;Álava;fijo',
  '28013;"Peña; Ana";01/02/2026;99,90;Madrid;móvil',
  '08001;Íñigo Coruña;15/06/2026;2.000,00;Barcelona;fijo',
  '46001;Begoña Ibáñez;30/11/2026;12,00;Valencia;móvil',
];
const raggedRows = ['07001;Falta el resto', '15001;Sobra;01/01/2026;1,00;A Coruña;fijo;de más'];

/** The file as an old Spanish spreadsheet writes it. */
function composeFile(): Buffer {
  const lines = [header, ...goodRows.slice(0, 2), ...raggedRows, ...goodRows.slice(2)];
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
}

test('a messy Spanish CSV is understood, its good rows land and its bad rows are listed', async ({ page }) => {
  await signIn(page);
  await new ProductApi(page).provideWarehouse();
  const builder = new BuilderPage(page);
  await builder.openBlank();

  const file = await builder.addStep('File');
  await file
    .locator('input[type="file"]')
    .setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer: composeFile() });
  await expect(file.getByRole('region', { name: 'File' })).toContainText('clientes.csv');
  await expect(file.getByText('How the file is written')).toBeVisible();
  const expectChoice = (label: string, text: string) =>
    expect(file.getByRole('combobox', { name: label, exact: true })).toHaveText(text);

  await test.step('what was detected is shown for confirmation', async () => {
    await expectChoice('Between values', 'Semicolon ;');
    await expectChoice('Characters', 'Windows-1252');
    await expectChoice('Numbers', '1.234,50');
    await expect(file.getByRole('switch', { name: 'First line holds names' })).toBeChecked();
    const names = await file.getByLabel('Name of the field').evaluateAll(readValues);
    expect(names).toEqual(['Código', 'Nombre', 'Alta', 'Importe', 'Nombre 2', 'Column 6']);
    await expectChoice('Type of Código', 'Text');
    await expectChoice('Type of Alta', 'Date');
    await expectChoice('How dates in Alta are written', '31/12/2026');
    await expectChoice('Type of Importe', 'Decimal');
    await expect(file.getByText('2 rows of the sample do not fit and would be rejected.')).toBeVisible();
  });
  await test.step('the preview reads dates, numbers and leading zeros right', async () => {
    await expect(builder.preview.getByText('2 rows rejected')).toBeVisible();
    await expect(builder.output.getByRole('gridcell', { name: 'J•••' })).toBeVisible();
    await builder.preview.getByRole('button', { name: 'Show personal data' }).click();
    expect(await builder.readOutput()).toEqual([
      ['01001', 'José Núñez', '2026-12-31', '1234.5', 'Álava', 'fijo'],
      ['28013', 'Peña; Ana', '2026-02-01', '99.9', 'Madrid', 'móvil'],
      ['08001', 'Íñigo Coruña', '2026-06-15', '2000', 'Barcelona', 'fijo'],
      ['46001', 'Begoña Ibáñez', '2026-11-30', '12', 'Valencia', 'móvil'],
    ]);
  });

  const target = await builder.addStep('PostgreSQL table');
  await builder.choose(target, 'Connection', 'Warehouse');
  await target.getByLabel('Table', { exact: true }).fill('clientes');
  const runId = await builder.run('Run draft');
  const landed = await queryDatabase(
    readProduct().warehouseUrl,
    `SELECT "Código" AS code, "Nombre" AS name, "Alta"::text AS since, "Importe"::float AS amount, "Nombre 2" AS city
     FROM clientes ORDER BY "Importe" DESC`,
  );
  expect(landed).toEqual([
    { code: '08001', name: 'Íñigo Coruña', since: '2026-06-15', amount: 2000, city: 'Barcelona' },
    { code: '01001', name: 'José Núñez', since: '2026-12-31', amount: 1234.5, city: 'Álava' },
    { code: '28013', name: 'Peña; Ana', since: '2026-02-01', amount: 99.9, city: 'Madrid' },
    { code: '46001', name: 'Begoña Ibáñez', since: '2026-11-30', amount: 12, city: 'Valencia' },
  ]);

  await test.step('the run page lists the bad rows with their reasons', async () => {
    const run = new RunPage(page);
    await run.open(runId);
    expect(await run.readCounts('PostgreSQL table')).toMatchObject({ in: 4, loaded: 4 });
    await page.getByRole('link', { name: 'Show 2 rejected rows of File' }).click();
    const rejected = page.getByRole('grid', { name: 'Rejected rows of File' });
    await expect(rejected.getByRole('rowheader').nth(0)).toContainText(
      'The row has fewer values than there are columns.',
    );
    await expect(rejected.getByRole('rowheader').nth(1)).toContainText(
      'The row has more values than there are columns.',
    );
    await rejected.getByRole('gridcell').first().click();
    await expect(page.getByText('07001;Falta el resto')).toBeVisible();
  });
});

function readValues(elements: Element[]): string[] {
  return elements.map((element) => (element as HTMLInputElement).value);
}
