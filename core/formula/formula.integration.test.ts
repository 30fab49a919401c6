import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import { compileFormula } from './compile-formula.ts';
import { listFormulaFunctions } from './function-registry.ts';
import { parseFormula } from './parse-formula.ts';

const now = '2026-11-15T09:30:00Z';
const fields: readonly Field[] = [
  { name: 'Name', type: 'text' },
  { name: 'Email "x"', type: 'text' },
  { name: 'Age', type: 'integer' },
  { name: 'Price', type: 'decimal' },
  { name: 'Score', type: 'number' },
  { name: 'Active', type: 'boolean' },
  { name: 'Born', type: 'date' },
  { name: 'Seen', type: 'datetime' },
  { name: 'Payload', type: 'json' },
];

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`CREATE TABLE typed ("Name" VARCHAR, "Email ""x""" VARCHAR, "Age" BIGINT, "Price" DECIMAL(38,10),
    "Score" DOUBLE, "Active" BOOLEAN, "Born" DATE, "Seen" TIMESTAMPTZ, "Payload" JSON)`);
  await connection.run(`INSERT INTO typed VALUES
    ('Ana', ' Ana@Example.com ', 34, 12.50, 3.5, TRUE, '1990-06-15', '2026-01-31 23:59:59', '{"a":1}'),
    ('', 'x''; DROP TABLE people; --', 9223372036854775807, '9999999999999999999999999999.9999999999', 1.7e308, FALSE, 'infinity', '-infinity', 'null'),
    (' \u00a0\t\n', '\u{1F469}\u200d\u{1F467} é%_\\$1', '-9223372036854775808', '-9999999999999999999999999999.9999999999', 'nan', NULL, '5877641-06-24 (BC)', '294247-01-10 04:00:54', '[]'),
    (repeat('a]"''', 300), '=cmd|''/C calc''!A0', 0, 0, 'inf', TRUE, '0001-01-01', '1969-12-31 23:59:59.999999', '"x"'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`);
});

function compile(source: string): { sql: Sql; type: Field['type'] } {
  const compiled = compileFormula(source, fields, { now });
  if ('error' in compiled) throw new Error(`${source}: ${JSON.stringify(compiled.error)}`);
  return compiled;
}

async function readRows(query: Sql): Promise<unknown[][]> {
  const { text, values } = renderSql(query);
  return (await connection.runAndReadAll(text, [...values])).getRowsJS();
}

/** The first row's value as the engine writes it, or null. */
async function evaluate(source: string): Promise<unknown> {
  const [row] = await readRows(sql`SELECT CAST(${compile(source).sql} AS VARCHAR) FROM typed LIMIT 1`);
  return row?.[0];
}

async function expectResult(source: string, result: string | number | boolean | null): Promise<void> {
  const actual = await evaluate(source);
  if (typeof result === 'number') expect(Number(actual), source).toBe(result);
  else expect(actual, source).toBe(result === null ? null : String(result));
}

describe('documented examples', () => {
  for (const { name, examples } of listFormulaFunctions()) {
    it(name, async () => {
      expect(examples.length).toBeGreaterThan(0);
      for (const { formula, result } of examples) await expectResult(formula, result);
    });
  }
});

describe('null policy', () => {
  it.each([
    ['"a" & BLANK & "b"', 'ab'],
    ['1 + BLANK', null],
    ['-(BLANK)', null],
    ['IF(BLANK > 1, "yes", "no")', 'error'],
    ['IF(IF(FALSE, 1) > 1, "yes", "no")', 'no'],
    ['NOT (IF(FALSE, 1) > 1)', true],
    ['TRUE OR IF(FALSE, TRUE)', true],
    ['1 / 0', null],
    ['0 / 0', null],
    ['IF(1 / 0 > 5, "yes", "no")', 'no'],
    ['9223372036854775807 + 1', null],
    ['-(-9223372036854775807 - 1)', null],
    ['9999999999999999999999999999.5 * 10', null],
    ['ISBLANK(9223372036854775807 * 2)', true],
    ['NUMBER("1e308") * 10', null],
    ['NUMBER("inf")', null],
    ['NUMBER("1,5")', null],
    ['INTEGER(NUMBER("1e30"))', null],
  ] as const)('%s gives %s', async (source, result) => {
    if (result === 'error')
      expect(compileFormula(source, fields, { now })).toHaveProperty('error.code', 'compare_with_blank');
    else await expectResult(source, result);
  });

  it('gives blank for a blank argument wherever the definition says so', async () => {
    let checked = 0;
    for (const { name, nulls, examples } of listFormulaFunctions()) {
      if (nulls !== 'blank') continue;
      const source = examples.find(({ formula }) => formula.startsWith(`${name}(`))?.formula ?? '';
      const parsed = parseFormula(source);
      const [first] = 'ast' in parsed && parsed.ast.kind === 'call' ? parsed.ast.args : [];
      if (first === undefined) expect.fail(`${name} needs an example that calls it`);
      const blanked = `${source.slice(0, first.start)}BLANK${source.slice(first.end)}`;
      expect(await evaluate(blanked), blanked).toBeNull();
      checked += 1;
    }
    expect(checked).toBeGreaterThan(30);
  });
});

it('keeps hostile text a value', async () => {
  const hostile = `'; DROP TABLE typed; --" $1 \${x} \\`;
  await expectResult(`"${hostile.replaceAll('"', '""')}"`, hostile);
  expect(
    await readRows(sql`SELECT count(*) FROM typed WHERE ${compile('[Email "x"] = "x\'; DROP TABLE people; --"').sql}`),
  ).toEqual([[1n]]);
});

it('bounds the growth of nested replacements', async () => {
  let source = '"aaaaaaaaaa"';
  for (let level = 0; level < 30; level += 1) source = `REPLACE(${source}, "a", "aaaaaaaaaa")`;
  await expectResult(source, null);
});

it('binds the deepest formulas in reasonable time', async () => {
  const wraps: readonly (readonly [string, (inner: string) => string])[] = [
    ['[Score]', (inner) => `1 / (${inner})`],
    ['[Age]', (inner) => `1 + (${inner})`],
    ['[Name]', (inner) => `IF(ISBLANK([Name]), "x", ${inner})`],
    ['[Name]', (inner) => `IFBLANK(${inner}, "x")`],
    ['[Name]', (inner) => `PADLEFT(${inner}, 5)`],
    ['[Active]', (inner) => `NOT(${inner})`],
  ];
  for (const [start, wrap] of wraps) {
    let source = start;
    for (let level = 0; level < 49; level += 1) source = wrap(source);
    const startedAt = performance.now();
    await readRows(sql`SELECT ${compile(source).sql} FROM typed`);
    expect(performance.now() - startedAt, source.slice(0, 40)).toBeLessThan(5_000);
  }
}, 60_000);
