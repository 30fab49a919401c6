import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { castTo } from '../cast-to.ts';
import { formatText } from '../format-text.ts';
import {
  argument,
  type CallProblem,
  type FormulaCall,
  type FormulaExample,
  type FormulaFunction,
  type FormulaParameter,
  numeric,
  temporal,
} from '../formula-function.ts';
import { condition, finite } from '../total-sql.ts';
import { checkFormat, formatDate } from './date.ts';
import { defineIn } from './define-in.ts';
import { maxPlaces } from './number.ts';

const decimalSeparator: FormulaParameter = {
  name: 'decimal separator',
  accepts: ['text'],
  optional: true,
  constant: true,
};
const define = defineIn('conversion');
const convertible: FormulaParameter = { name: 'value', accepts: ['text', ...numeric, 'boolean'] };

const trueWords = ['true', 'yes', 'y', 'on', '1', 't', 'sí', 'si', 's', 'verdadero', 'x'];
const falseWords = ['false', 'no', 'n', 'off', '0', 'f', 'falso'];

export const conversionFunctions: readonly FormulaFunction[] = [
  toNumber('NUMBER', ['NUMERO', 'VALOR', 'VALUE'], 'number', [
    { formula: 'NUMBER("1,234.50")', result: 1234.5 },
    { formula: 'NUMBER("1.234,50 €", ",")', result: 1234.5 },
    { formula: 'NUMBER("a lot")', result: null },
  ]),
  toNumber('DECIMAL', ['MONEDA'], 'decimal', [
    { formula: 'DECIMAL("$19.90")', result: 19.9 },
    { formula: 'DECIMAL("19,90", ",")', result: 19.9 },
  ]),
  toNumber('INTEGER', ['ENTERO', 'INT'], 'integer', [
    { formula: 'INTEGER("1,234")', result: 1234 },
    { formula: 'INTEGER(-2.7)', result: -2 },
  ]),
  {
    name: 'TEXT',
    aliases: ['TEXTO'],
    category: 'conversion',
    parameters: [
      { name: 'value', accepts: 'any' },
      { name: 'format', accepts: ['text'], optional: true, constant: true },
    ],
    result: 'text',
    nulls: 'blank',
    check: (call) => {
      if (call.constants[1] !== undefined && !temporal.includes(call.types[0] ?? 'text'))
        return { argument: 1, code: 'format_needs_date' };
      return checkFormat(call);
    },
    lower: (args, { types, constants }) =>
      constants[1] === undefined
        ? formatText(argument(args, 0), types[0] ?? 'text')
        : formatDate(argument(args, 0), constants[1]),
    examples: [
      { formula: 'TEXT(12.50)', result: '12.5' },
      { formula: 'TEXT(DATE(2026, 3, 1), "DD/MM/YYYY")', result: '01/03/2026' },
      { formula: 'TEXT(NOW())', result: '2026-11-15T09:30:00Z' },
    ],
  },
  {
    name: 'BOOLEAN',
    aliases: ['BOOLEANO'],
    category: 'conversion',
    parameters: [convertible],
    result: 'boolean',
    nulls: 'blank',
    lower: (args, { types }) => toBoolean(argument(args, 0), types[0] ?? 'text'),
    examples: [
      { formula: 'BOOLEAN("yes")', result: true },
      { formula: 'BOOLEAN("falso")', result: false },
      { formula: 'BOOLEAN("perhaps")', result: null },
    ],
  },
  {
    ...define(
      'FORMATNUMBER',
      ['FORMATONUMERO'],
      [
        { name: 'number', accepts: numeric },
        { name: 'places', accepts: ['integer'], constant: true },
        decimalSeparator,
      ],
      'text',
      ([value], call) => formatNumber(value, call),
      [
        ['FORMATNUMBER(1234567.891, 2)', '1,234,567.89'],
        ['FORMATNUMBER(1234.5, 2, ",")', '1.234,50'],
        ['FORMATNUMBER(0.675, 2)', '0.68'],
      ],
    ),
    check: ({ constants }) => {
      const places = Number(constants[1]);
      if (places < 0 || places > maxPlaces)
        return { argument: 1, code: 'places_negative', params: { limit: maxPlaces } };
      return checkDecimalSeparator(constants[2], 2);
    },
  },
  {
    ...define(
      'ISNUMBER',
      ['ESNUMERO'],
      [{ name: 'text', accepts: ['text'] }, decimalSeparator],
      'boolean',
      ([text], { constants }) => condition(sql`${numberDigits(text, constants[1] === ',')} <> ''`),
      [
        ['ISNUMBER("1,234.50")', true],
        ['ISNUMBER("a lot")', false],
        ['ISNUMBER(BLANK)', false],
      ],
      'false',
    ),
    check: ({ constants }) => checkDecimalSeparator(constants[1], 1),
  },
];

function toNumber(
  name: string,
  aliases: readonly string[],
  type: FieldType,
  examples: readonly FormulaExample[],
): FormulaFunction {
  return {
    name,
    aliases,
    category: 'conversion',
    parameters: [convertible, decimalSeparator],
    result: type,
    nulls: 'blank',
    check: ({ constants }) => checkDecimalSeparator(constants[1], 1),
    lower: (args, call) => convertNumber(argument(args, 0), type, call),
    examples,
  };
}

function checkDecimalSeparator(separator: string | undefined, argumentIndex: number): CallProblem | undefined {
  if (separator === undefined || separator === '.' || separator === ',') return undefined;
  return { argument: argumentIndex, code: 'decimal_separator_unknown', suggestion: '","' };
}

/** Rounded exactly first, because the engine's formatting sees 0.675 as slightly less. */
function formatNumber(value: Sql, { types, constants }: FormulaCall): Sql {
  const places = BigInt(constants[1] ?? 0);
  const rounded = sql`round(${value}, CAST(${places}::BIGINT AS INTEGER))`;
  const finiteNumber = finite(castTo(types[0] === 'number' ? rounded : castTo(rounded, 'decimal'), 'number'));
  const formatted = sql`format(${`{:,.${places}f}`}::VARCHAR, ${finiteNumber})`;
  return constants[2] === ',' ? sql`translate(${formatted}, ',.', '.,')` : formatted;
}

/** Whole numbers come from others by dropping the decimals, as spreadsheets' TRUNC does. */
function convertNumber(value: Sql, type: FieldType, { types, constants }: FormulaCall): Sql {
  const from = types[0] ?? 'text';
  if (from === type) return value;
  if (from === 'text') {
    const digits = numberDigits(value, constants[1] === ',');
    if (type === 'number') return finite(castTo(digits, 'number'));
    return type === 'integer' ? castTo(sql`trunc(${castTo(digits, 'decimal')})`, type) : castTo(digits, type);
  }
  if (from === 'boolean') return castTo(sql`CAST(${value} AS INTEGER)`, type);
  return castTo(type === 'integer' ? sql`trunc(${value})` : value, type);
}

/**
 * Text with one number in it, without spaces, currency signs and thousands separators; empty for anything else.
 * A thousands separator must stand before three digits, so `1,5` is not read as 15.
 */
function numberDigits(text: Sql, decimalComma: boolean): Sql {
  const bare = sql`regexp_replace(${text}, ${"[\\s\\p{Z}\\p{Sc}']"}::VARCHAR, '', 'g')`;
  const grouped = decimalComma ? '\\.(\\d{3})\\b' : ',(\\d{3})\\b';
  const ungrouped = sql`regexp_replace(${bare}, ${grouped}::VARCHAR, '\\1', 'g')`;
  const pointed = decimalComma ? sql`translate(${ungrouped}, ',.', '.,')` : ungrouped;
  return sql`regexp_extract(${pointed}, ${'^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?$'}::VARCHAR)`;
}

function toBoolean(value: Sql, from: FieldType): Sql {
  if (from === 'boolean') return value;
  if (from !== 'text') return sql`(${value} <> 0)`;
  const words = sql`string_split(${[...trueWords, ...falseWords].join(' ')}::VARCHAR, ' ')`;
  const position = sql`list_position(${words}, lower(trim(${value})))`;
  return sql`(${position} <= ${BigInt(trueWords.length)}::BIGINT)`;
}
