import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { renderSql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import en from '#messages/en/formula.json' with { type: 'json' };
import es from '#messages/es/formula.json' with { type: 'json' };
import { compileFormula } from './compile-formula.ts';
import type { FormulaError } from './formula-error.ts';
import { findFunction, listFormulaFunctions, listFunctionNames } from './function-registry.ts';

const now = '2026-11-15T23:30:00Z';
const fields: readonly Field[] = [
  { name: 'First name', type: 'text' },
  { name: 'Email', type: 'text' },
  { name: 'Age', type: 'integer' },
  { name: 'Price', type: 'decimal' },
  { name: 'Score', type: 'number' },
  { name: 'Active', type: 'boolean' },
  { name: 'Born', type: 'date' },
  { name: 'Seen', type: 'datetime' },
  { name: 'Payload', type: 'json' },
];

function render(source: string, timeZone?: string): [string, readonly unknown[], string] {
  const compiled = compileFormula(source, fields, { now, ...(timeZone ? { timeZone } : {}) });
  if ('error' in compiled) throw new Error(JSON.stringify(compiled.error));
  const { text, values } = renderSql(compiled.sql);
  return [text, values, compiled.type];
}

function refuse(source: string): FormulaError {
  const compiled = compileFormula(source, fields, { now });
  if (!('error' in compiled)) throw new Error(`${source} compiled`);
  return compiled.error;
}

describe('lowering', () => {
  it.each([
    ['[Email]', '"Email"', [], 'text'],
    ['"x\'; DROP TABLE t"', '$1::VARCHAR', ["x'; DROP TABLE t"], 'text'],
    ['7', '$1::BIGINT', [7n], 'integer'],
    ['1.50', 'CAST($1::VARCHAR AS DECIMAL(38,10))', ['1.50'], 'decimal'],
    ['BLANK', 'CAST(NULL AS VARCHAR)', [], 'text'],
    ['[Age] + 1', 'TRY("Age" + $1::BIGINT)', [1n], 'integer'],
    [
      '[Age] / 2',
      'list_filter([TRY_CAST("Age" AS DOUBLE) / TRY_CAST($1::BIGINT AS DOUBLE)], lambda v: isfinite(v))[1]',
      [2n],
      'number',
    ],
    [
      '[Price] * [Age]',
      'TRY_CAST(TRY(TRY_CAST("Price" AS DECIMAL(38,10)) * TRY_CAST("Age" AS DECIMAL(38,10))) AS DECIMAL(38,10))',
      [],
      'decimal',
    ],
    [
      '[Age] > 18 AND [Active]',
      '(coalesce(("Age" > $1::BIGINT), FALSE) AND coalesce("Active", FALSE))',
      [18n],
      'boolean',
    ],
    ['NOT [Active]', '(NOT coalesce("Active", FALSE))', [], 'boolean'],
    ['"#" & [Age]', 'concat($1::VARCHAR, CAST("Age" AS VARCHAR))', ['#'], 'text'],
    ['[Born] < [Seen]', '(TRY(CAST("Born" AS TIMESTAMP WITH TIME ZONE)) < "Seen")', [], 'boolean'],
    [
      'IF([Active], 1, 2.5)',
      'CASE WHEN "Active" THEN TRY_CAST($1::BIGINT AS DECIMAL(38,10)) ELSE CAST($2::VARCHAR AS DECIMAL(38,10)) END',
      [1n, '2.5'],
      'decimal',
    ],
    ['mayusc([First name])', 'upper("First name")', [], 'text'],
    [
      'PARSEDATE([Email], "DD/MM/YYYY")',
      'TRY_CAST(try_strptime(trim("Email"), $1::VARCHAR) AS DATE)',
      ['%d/%m/%Y'],
      'date',
    ],
    ['TODAY()', 'CAST($1::VARCHAR AS DATE)', ['2026-11-15'], 'date'],
    ['NOW()', 'CAST($1::VARCHAR AS TIMESTAMP WITH TIME ZONE)', ['2026-11-15T23:30:00.000Z'], 'datetime'],
  ] as const)('%s', (source, text, values, type) => {
    expect(render(source)).toEqual([text, values, type]);
  });

  it('takes the day of TODAY from the time zone', () => {
    expect(render('TODAY()', 'Europe/Madrid')[1]).toEqual(['2026-11-16']);
  });
});

describe('errors', () => {
  it.each([
    ['UPPER([Emial])', 'unknown_field', '[Emial]', '[Email]'],
    ['UPPER([Zzzzzz])', 'unknown_field', '[Zzzzzz]', undefined],
    ['LOWER(email)', 'bare_word', 'email', '[Email]'],
    ['UPER([Email])', 'unknown_function', 'UPER', 'UPPER'],
    ['MAYUS1([Email])', 'unknown_function', 'MAYUS1', 'MAYUSC'],
    ['UPPER()', 'wrong_argument_count', 'UPPER()', undefined],
    ['IF([Active], 1, 2, 3)', 'wrong_argument_count', 'IF([Active], 1, 2, 3)', undefined],
    ['IFS([Active])', 'wrong_argument_count', 'IFS([Active])', undefined],
    ['TODAY(1)', 'wrong_argument_count', 'TODAY(1)', undefined],
    ['UPPER([Age])', 'argument_type', '[Age]', 'TEXT([Age])'],
    ['LEFT([Email], [Age] / 2)', 'argument_type', '[Age] / 2', 'INTEGER([Age] / 2)'],
    ['YEAR([Email])', 'argument_type', '[Email]', 'PARSEDATE([Email], "YYYY-MM-DD")'],
    ['IF([Email], 1, 2)', 'argument_type', '[Email]', 'BOOLEAN([Email])'],
    ['IF([Age], 1, 2)', 'argument_type', '[Age]', '[Age] <> 0'],
    ['IF([Active], 1, "x")', 'mixed_types', '"x"', 'NUMBER("x")'],
    ['[Email] * 2', 'operand_type', '[Email]', 'NUMBER([Email])'],
    ['NOT [Age]', 'operand_type', '[Age]', '[Age] <> 0'],
    ['[Email] + "x"', 'plus_joins_text', '+', '&'],
    ['[Email] = BLANK', 'compare_with_blank', '[Email] = BLANK', 'ISBLANK([Email])'],
    ['[Email] <> BLANK', 'compare_with_blank', '[Email] <> BLANK', 'NOT(ISBLANK([Email]))'],
    ['[Email] = 28001', 'cannot_compare', '28001', '"28001"'],
    ['[Age] > "18"', 'cannot_compare', '"18"', '18'],
    ['[Born] > "2026-01-01"', 'cannot_compare', '"2026-01-01"', 'PARSEDATE("2026-01-01", "YYYY-MM-DD")'],
    ['[Born] - 7', 'date_sum', '[Born] - 7', 'DATEADD([Born], -7, "days")'],
    ['[Seen] - [Born]', 'date_difference', '[Seen] - [Born]', 'DATEDIFF([Born], [Seen], "days")'],
    ['DATEADD([Born], 1, "dayz")', 'date_unit_unknown', '"dayz"', '"day"'],
    ['PARSEDATE([Email], "hello")', 'date_format_unknown', '"hello"', undefined],
    ['MATCHES([Email], [First name])', 'constant_needed', '[First name]', undefined],
    ['MATCHES([Email], "(?=a)")', 'pattern_invalid', '"(?=a)"', undefined],
    ['MATCHES([Email], "(a{100}){100}")', 'pattern_too_big', '"(a{100}){100}"', undefined],
    ['ROUND([Price], 99)', 'places_out_of_range', '99', undefined],
    ['TEXT([Age], "DD")', 'format_needs_date', '"DD"', undefined],
    ['NUMBER([Email], "x")', 'decimal_separator_unknown', '"x"', '","'],
    ['0.12345678901', 'number_too_long', '0.12345678901', undefined],
  ])('%s: %s at %s', (source, code, place, suggestion) => {
    const error = refuse(source);
    expect([error.code, source.slice(error.start, error.end), error.suggestion]).toEqual([code, place, suggestion]);
    for (const sentence of [translate(error, 'en'), translate(error, 'es')]) {
      expect(sentence).toMatch(/\S[.?]$/);
      expect(sentence).not.toMatch(/undefined|none|[{}]/);
    }
    if (suggestion === undefined) return;
    const fixed = source.slice(0, error.start) + suggestion + source.slice(error.end);
    expect(compileFormula(fixed, fields, { now }), fixed).not.toHaveProperty('error');
  });

  it('says what to write instead', () => {
    expect(translate(refuse('UPPER([Age])'), 'en')).toBe(
      'UPPER needs text for “text”, but [Age] is a whole number; write TEXT([Age]).',
    );
    expect(translate(refuse('UPPER([Emial])'), 'es')).toBe(
      'No hay ningún campo llamado Emial. ¿Querías decir [Email]?',
    );
  });

  it('stops formulas whose SQL would explode', () => {
    let source = '[Age]';
    for (let level = 0; level < 25; level += 1) source = `SWITCH(${source}, 1, 2, 3, 4, 5, 6, 7)`;
    expect(refuse(source).code).toBe('formula_too_complex');
  });
});

describe('registry', () => {
  it('gives every name and alias to one function', () => {
    const names = listFormulaFunctions().flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(listFunctionNames()).toEqual(names);
    expect(names.length).toBeGreaterThan(100);
    expect(findFunction('día')?.name).toBe('DAY');
    expect(findFunction('año')?.name).toBe('YEAR');
  });

  it('is described in every language', () => {
    const names = listFormulaFunctions()
      .map(({ name }) => name)
      .sort();
    expect(Object.keys(en.functions).sort()).toEqual(names);
    expect(Object.keys(es.functions).sort()).toEqual(names);
    expect(Object.keys(es.errors)).toEqual(Object.keys(en.errors));
    expect(listFormulaFunctions().find(({ name }) => name === 'IFS')?.signature).toBe(
      'IFS(condition, result, …, [otherwise])',
    );
  });
});

function translate({ code, params }: FormulaError, locale: 'en' | 'es'): string {
  const messages: Record<string, Record<string, string>> = { errors: (locale === 'en' ? en : es).errors };
  const translator = createTranslator({ locale, messages }) as (key: string, values: FormulaError['params']) => string;
  return translator(`errors.${code}`, params);
}
