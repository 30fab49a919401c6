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
import { totalNumber } from '../total-sql.ts';

const maxPlaces = 10;

const number: FormulaParameter = { name: 'number', accepts: numeric };
const comparable: FormulaParameter = {
  name: 'value',
  accepts: [...numeric, 'date', 'datetime'],
  variadic: true,
  sameTypeAs: 'value',
};
const sameType = ({ types }: FormulaCall): FieldType => types[0] ?? 'number';

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
