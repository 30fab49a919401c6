import { joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { castTo } from '../cast-to.ts';
import {
  argument,
  type FormulaCall,
  type FormulaFunction,
  type FormulaParameter,
  numeric,
} from '../formula-function.ts';
import { finite, isBlank, totalNumber } from '../total-sql.ts';
import { defineIn } from './define-in.ts';

/** Most decimal places, as many as decimals have. */
export const maxPlaces = 10;

const number: FormulaParameter = { name: 'number', accepts: numeric };
const comparable: FormulaParameter = {
  name: 'value',
  accepts: [...numeric, 'date', 'datetime'],
  variadic: true,
  sameTypeAs: 'value',
};
const summand: FormulaParameter = { name: 'number', accepts: numeric, variadic: true, sameTypeAs: 'number' };
const sameType = ({ types }: FormulaCall): FieldType => types[0] ?? 'number';
const define = defineIn('number');

export const numberFunctions: readonly FormulaFunction[] = [
  {
    name: 'ROUND',
    aliases: ['REDONDEAR'],
    category: 'number',
    parameters: [number, { name: 'places', accepts: ['integer'], optional: true, constant: true }],
    result: sameType,
    nulls: 'blank',
    check: ({ constants }) => {
      const places = Number(constants[1] ?? 0);
      if (Math.abs(places) <= maxPlaces) return undefined;
      return { argument: 1, code: 'places_out_of_range', params: { limit: maxPlaces } };
    },
    lower: (args, { types, constants }) =>
      totalNumber(
        sql`round(${argument(args, 0)}, CAST(${BigInt(constants[1] ?? 0)}::BIGINT AS INTEGER))`,
        types[0] ?? 'number',
      ),
    examples: [
      { formula: 'ROUND(12.345, 2)', result: 12.35 },
      { formula: 'ROUND(1234, -2)', result: 1200 },
      { formula: 'ROUND(2.5)', result: 3 },
    ],
  },
  toWhole('FLOOR', ['MULTIPLO.INFERIOR', 'ENTERO.INFERIOR'], (value) => sql`floor(${value})`, 'FLOOR(2.9)', 2),
  toWhole('CEILING', ['MULTIPLO.SUPERIOR', 'ENTERO.SUPERIOR'], (value) => sql`ceil(${value})`, 'CEILING(2.1)', 3),
  {
    name: 'ABS',
    aliases: ['ABSOLUTO'],
    category: 'number',
    parameters: [number],
    result: sameType,
    nulls: 'blank',
    lower: (args, call) => totalNumber(sql`abs(${argument(args, 0)})`, sameType(call)),
    examples: [{ formula: 'ABS(-3)', result: 3 }],
  },
  {
    name: 'MOD',
    aliases: ['RESIDUO'],
    category: 'number',
    parameters: [
      { ...number, sameTypeAs: 'number' },
      { ...number, name: 'divisor', sameTypeAs: 'number' },
    ],
    result: sameType,
    nulls: 'blank',
    lower: (args, call) => totalNumber(sql`${argument(args, 0)} % ${argument(args, 1)}`, sameType(call)),
    examples: [
      { formula: 'MOD(7, 3)', result: 1 },
      { formula: 'MOD(7, 0)', result: null },
    ],
  },
  {
    name: 'MIN',
    aliases: ['MINIMO'],
    category: 'number',
    parameters: [comparable],
    result: sameType,
    nulls: 'ignored',
    lower: (args) => sql`least(${joinSql(args)})`,
    examples: [
      { formula: 'MIN(3, 1, 2)', result: 1 },
      { formula: 'MIN(BLANK, 5)', result: 5 },
    ],
  },
  {
    name: 'MAX',
    aliases: ['MAXIMO'],
    category: 'number',
    parameters: [comparable],
    result: sameType,
    nulls: 'ignored',
    lower: (args) => sql`greatest(${joinSql(args)})`,
    examples: [{ formula: 'MAX(3, 1.5, 2)', result: 3 }],
  },
  {
    name: 'SUM',
    aliases: ['SUMA'],
    category: 'number',
    parameters: [summand],
    result: sameType,
    nulls: 'ignored',
    lower: (args, call) => {
      const sum = sql`TRY(list_sum([${joinSql(args)}]))`;
      return sameType(call) === 'number' ? finite(sum) : castTo(sum, sameType(call));
    },
    examples: [
      { formula: 'SUM(1, 2, 3.5)', result: 6.5 },
      { formula: 'SUM(10, BLANK)', result: 10 },
    ],
  },
  {
    name: 'AVERAGE',
    aliases: ['PROMEDIO', 'MEDIA'],
    category: 'number',
    parameters: [summand],
    result: 'number',
    nulls: 'ignored',
    lower: (args) => finite(sql`list_avg([${joinSql(args.map((arg) => castTo(arg, 'number')))}])`),
    examples: [
      { formula: 'AVERAGE(1, 2, 6)', result: 3 },
      { formula: 'AVERAGE(4, BLANK)', result: 4 },
    ],
  },
  {
    name: 'COUNT',
    aliases: ['CONTARA'],
    category: 'number',
    parameters: [{ name: 'value', accepts: 'any', variadic: true }],
    result: 'integer',
    nulls: 'ignored',
    lower: (args, { types }) => {
      const filled = args.map((arg, index) => sql`CAST(NOT ${isBlank(arg, types[index] ?? 'text')} AS BIGINT)`);
      return sql`CAST(list_sum([${joinSql(filled)}]) AS BIGINT)`;
    },
    examples: [{ formula: 'COUNT("Ana", "  ", BLANK, 0)', result: 2 }],
  },
  define(
    'PERCENT',
    ['PORCENTAJE'],
    [
      { name: 'part', accepts: numeric },
      { name: 'total', accepts: numeric },
    ],
    'number',
    ([part, total]) => finite(sql`100 * ${castTo(part, 'number')} / ${castTo(total, 'number')}`),
    [
      ['PERCENT(3, 12)', 25],
      ['PERCENT(3, 0)', null],
    ],
  ),
  {
    name: 'LIMIT',
    aliases: ['LIMITAR'],
    category: 'number',
    parameters: ['number', 'lowest', 'highest'].map((name) => ({ name, accepts: numeric, sameTypeAs: 'number' })),
    result: sameType,
    nulls: 'blank',
    lower: ([value, lowest, highest]) =>
      sql`list_transform([{x: ${value ?? null}, l: ${lowest ?? null}, h: ${highest ?? null}}], lambda v: CASE WHEN v.x IS NULL OR v.l IS NULL OR v.h IS NULL THEN NULL ELSE least(greatest(v.x, v.l), v.h) END)[1]`,
    examples: [
      { formula: 'LIMIT(130, 0, 100)', result: 100 },
      { formula: 'LIMIT(-4, 0, 100)', result: 0 },
    ],
  },
  define(
    'ROUNDTO',
    ['REDOND.MULT'],
    [number, { name: 'multiple', accepts: numeric }],
    'number',
    ([value, multiple]) =>
      sql`list_transform([{x: ${castTo(value, 'number')}, m: ${castTo(multiple, 'number')}}], lambda v: ${finite(sql`round(v.x / v.m) * v.m`)})[1]`,
    [
      ['ROUNDTO(23, 5)', 25],
      ['ROUNDTO(23, 0)', null],
    ],
  ),
  define(
    'POWER',
    ['POTENCIA'],
    [number, { name: 'exponent', accepts: numeric }],
    'number',
    ([base, exponent]) => finite(sql`TRY(pow(${castTo(base, 'number')}, ${castTo(exponent, 'number')}))`),
    [
      ['POWER(2, 10)', 1024],
      ['POWER(10, 400)', null],
    ],
  ),
  define('SQRT', ['RAIZ'], [number], 'number', ([value]) => finite(sql`TRY(sqrt(${castTo(value, 'number')}))`), [
    ['SQRT(81)', 9],
    ['SQRT(-1)', null],
  ]),
];

function toWhole(
  name: string,
  aliases: readonly string[],
  lower: (value: Sql) => Sql,
  formula: string,
  result: number,
): FormulaFunction {
  return {
    name,
    aliases,
    category: 'number',
    parameters: [number],
    result: 'integer',
    nulls: 'blank',
    lower: (args, { types }) =>
      types[0] === 'integer' ? argument(args, 0) : castTo(lower(argument(args, 0)), 'integer'),
    examples: [{ formula, result }],
  };
}
