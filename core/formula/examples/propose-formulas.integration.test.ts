import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { toDuckDbType } from '#core/compiler/duckdb-type.ts';
import { identifier, joinSql, renderSql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import { compileFormula } from '../compile-formula.ts';
import { formatText } from '../format-text.ts';
import { proposeFormulas } from './propose-formulas.ts';

const fields: readonly Field[] = [
  { name: 'first', type: 'text' },
  { name: 'last', type: 'text' },
  { name: 'email', type: 'text' },
  { name: 'country', type: 'text' },
  { name: 'price', type: 'decimal' },
  { name: 'quantity', type: 'integer' },
  { name: 'signed up', type: 'date' },
  { name: 'seen', type: 'datetime' },
];
const rows = [
  ['Ana', 'lópez garcía', 'ana.lopez@example.com', 'ES', '12.5000000000', 2, '2026-03-01', '2026-03-01T18:45:00Z'],
  ['José Luis', 'NÚÑEZ', 'jl@acme.es', 'ES', '99.9900000000', 10, '2025-12-31', '2025-12-31T07:05:09Z'],
  ['Mary', 'O’Neil', 'Mary.ONeil@mail.co.uk', 'GB', '7.0000000000', 1, '2024-02-29', '2024-02-29T00:00:00Z'],
  ['Zoë', 'Muñoz-Prado', 'zoe_m@example.org', 'FR', '1000.0000000000', 3, '2026-11-15', '2026-11-15T12:00:00Z'],
  [null, 'Smith', null, 'GB', null, null, null, null],
];

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const columns = fields.map(({ name, type }) => `"${name}" ${toDuckDbType(type)}`);
  await connection.run(`CREATE TABLE rows_ (${columns.join(', ')})`);
  const values = rows.map(
    (row) => sql`(${joinSql(row.map((cell) => sql`${cell === null ? null : String(cell)}::VARCHAR`))})`,
  );
  const { text, values: bound } = renderSql(sql`INSERT INTO rows_ VALUES ${joinSql(values)}`);
  await connection.run(text, [...bound]);
});

async function evaluate(formula: string): Promise<unknown[]> {
  const compiled = compileFormula(formula, fields, { now: '2026-11-15T09:30:00Z' });
  if ('error' in compiled) throw new Error(`${formula}: ${JSON.stringify(compiled.error)}`);
  const { text, values } = renderSql(
    sql`SELECT ${formatText(compiled.sql, compiled.type)} FROM ${identifier('rows_')}`,
  );
  return (await connection.runAndReadAll(text, [...values])).getRowsJS().map(([value]) => value);
}

const propose = (...results: string[]) =>
  proposeFormulas(
    fields,
    rows,
    results.map((result, row) => ({ row, result })),
  );

describe('proposeFormulas', () => {
  it.each([
    [['Ana', 'José Luis'], '[first]'],
    [['Ana lópez garcía', 'José Luis NÚÑEZ'], '[first] & " " & [last]'],
    [['LÓPEZ GARCÍA, Ana', 'NÚÑEZ, José Luis'], 'UPPER([last]) & ", " & [first]'],
    [['Ana López García', 'José Luis Núñez'], '[first] & " " & PROPER([last])'],
    [['A. López García', 'J. Núñez'], 'LEFT([first], 1) & ". " & PROPER([last])'],
    [['example.com', 'acme.es'], 'EMAILDOMAIN([email])'],
    [['ana.lopez', 'jl'], 'EMAILUSER([email])'],
    [['LG', 'N'], 'INITIALS([last])'],
    [['López', 'Núñez'], 'PROPER(FIRSTWORD([last]))'],
    [['01/03/2026', '31/12/2025'], 'FORMATDATE([signed up], "DD/MM/YYYY")'],
    [['March 2026', 'December 2025'], 'FORMATDATE([signed up], "MMMM YYYY")'],
    [['marzo', 'diciembre'], 'MONTHNAME([signed up], "es")'],
    [['ES-2026', 'ES-2025', 'GB-2024'], '[country] & "-" & FORMATDATE([signed up], "YYYY")'],
    [['25', '999.9'], '[price] * [quantity]'],
    [['15.13', '120.99'], 'ROUND([price] * 1.21, 2)'],
    [['3', '11'], '[quantity] + 1'],
    [['Order 2', 'Order 10'], '"Order " & [quantity]'],
    [['Spain', 'Spain', 'Great Britain'], 'SWITCH([country], "ES", "Spain", "GB", "Great Britain")'],
  ])('%j: %s', (results, formula) => {
    expect(propose(...results).map((proposal) => proposal.formula)).toContain(formula);
    expect(propose(...results)[0]?.formula).toBe(formula);
  });

  it('proposes nothing for what no row explains, or without examples', () => {
    expect(propose('qwertz', 'asdf')).toEqual([]);
    expect(propose('', '')).toEqual([]);
  });

  it('shows for every row what the engine gives', async () => {
    const typed = [
      ['Ana', 'José Luis'],
      ['a-l', 'jl-n'],
      ['AL', 'JN'],
      ['Ana (01/03/2026 18:45)', 'José Luis (31/12/2025 07:05)'],
      ['Sunday', 'Wednesday'],
      ['00002', '00010'],
      ['12.5 x 2 = 25', '99.99 x 10 = 999.9'],
      ['13', '100'],
      ['lopez-garcia', 'nunez'],
      ['Es', 'Es', 'Gb'],
      ['6.25'],
      ['ana@ES'],
    ];
    let compared = 0;
    for (const results of typed)
      for (const { formula, results: shown } of propose(...results)) {
        expect((await evaluate(formula)).map(shorten), formula).toEqual(shown.map(shorten));
        compared += 1;
      }
    expect(compared).toBeGreaterThan(20);
  });

  it('answers while one types, for wide rows too', () => {
    const wide = Array.from({ length: 40 }, (_, index): Field => ({ name: `f${index}`, type: 'text' }));
    const many = Array.from({ length: 100 }, (_, row) => wide.map(({ name }) => `${name} value ${row * 7} at ${row}`));
    const startedAt = performance.now();
    const proposals = proposeFormulas(wide, many, [
      { row: 0, result: 'F3 – f39 (0)' },
      { row: 1, result: 'F3 – f39 (7)' },
    ]);
    expect(proposals.length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

/** Quotients differ in the last of their digits. */
function shorten(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? Number(Number(value).toPrecision(10)) : value;
}
