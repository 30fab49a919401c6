import { joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import { argument, type FormulaFunction, type FormulaParameter, numeric, scalar } from '../formula-function.ts';
import { clamp, condition, isBlank, trimText } from '../total-sql.ts';

const conditionParameter: FormulaParameter = { name: 'condition', accepts: ['boolean'] };
const resultParameter: FormulaParameter = { name: 'result', accepts: 'any', sameTypeAs: 'result' };
const simpleValue: FormulaParameter = { name: 'value', accepts: scalar, sameTypeAs: 'value' };
const comparable: FormulaParameter = {
  name: 'value',
  accepts: [...numeric, 'date', 'datetime'],
  sameTypeAs: 'value',
};
const valueParameter: FormulaParameter = { name: 'value', accepts: 'any', sameTypeAs: 'value' };

export const logicFunctions: readonly FormulaFunction[] = [
  {
    name: 'IF',
    aliases: ['SI'],
    category: 'logic',
    parameters: [
      conditionParameter,
      { ...resultParameter, name: 'then' },
      { ...resultParameter, name: 'otherwise', optional: true },
    ],
    result: ({ types }) => types[1] ?? 'text',
    nulls: 'inspected',
    lower: (args) => sql`CASE WHEN ${argument(args, 0)} THEN ${argument(args, 1)} ELSE ${args[2] ?? null} END`,
    examples: [
      { formula: 'IF(3 > 2, "yes", "no")', result: 'yes' },
      { formula: 'IF(BLANK, "yes", "no")', result: 'no' },
      { formula: 'IF(1 > 2, "yes")', result: null },
    ],
  },
  {
    name: 'IFS',
    aliases: ['SI.CONJUNTO'],
    category: 'logic',
    parameters: [
      { ...conditionParameter, variadic: true },
      { ...resultParameter, variadic: true },
      { ...resultParameter, name: 'otherwise', optional: true },
    ],
    result: ({ types }) => types[1] ?? 'text',
    nulls: 'inspected',
    lower: lowerIfs,
    examples: [
      { formula: 'IFS(5 > 10, "high", 5 > 3, "middle", "low")', result: 'middle' },
      { formula: 'IFS(1 > 10, "high", 1 > 3, "middle")', result: null },
    ],
  },
  {
    name: 'SWITCH',
    aliases: ['CAMBIAR'],
    category: 'logic',
    parameters: [
      valueParameter,
      { ...valueParameter, name: 'case', variadic: true },
      { ...resultParameter, variadic: true },
      { ...resultParameter, name: 'otherwise', optional: true },
    ],
    result: ({ types }) => types[2] ?? 'text',
    nulls: 'inspected',
    lower: (args) => {
      const value = argument(args, 0);
      const branches = args.slice(1).map((arg, index, rest) => {
        const isCase = index % 2 === 0 && index + 1 < rest.length;
        return isCase ? sql`(${value} = ${arg})` : arg;
      });
      return lowerIfs(branches);
    },
    examples: [
      { formula: 'SWITCH("es", "es", "Spain", "fr", "France", "elsewhere")', result: 'Spain' },
      { formula: 'SWITCH(7, 1, "one", 2, "two", "many")', result: 'many' },
    ],
  },
  {
    name: 'AND',
    aliases: ['Y'],
    category: 'logic',
    parameters: [{ ...conditionParameter, variadic: true }],
    result: 'boolean',
    nulls: 'false',
    lower: (args) => sql`(${joinSql(args.map(condition), ' AND ')})`,
    examples: [
      { formula: 'AND(1 < 2, 2 < 3)', result: true },
      { formula: 'AND(1 < 2, BLANK)', result: false },
    ],
  },
  {
    name: 'OR',
    aliases: ['O'],
    category: 'logic',
    parameters: [{ ...conditionParameter, variadic: true }],
    result: 'boolean',
    nulls: 'false',
    lower: (args) => sql`(${joinSql(args.map(condition), ' OR ')})`,
    examples: [{ formula: 'OR(1 > 2, 2 < 3)', result: true }],
  },
  {
    name: 'NOT',
    aliases: ['NO'],
    category: 'logic',
    parameters: [conditionParameter],
    result: 'boolean',
    nulls: 'false',
    lower: (args) => sql`(NOT ${condition(argument(args, 0))})`,
    examples: [
      { formula: 'NOT(1 > 2)', result: true },
      { formula: 'NOT(BLANK)', result: true },
    ],
  },
  {
    name: 'ISBLANK',
    aliases: ['ESBLANCO'],
    category: 'logic',
    parameters: [{ name: 'value', accepts: 'any' }],
    result: 'boolean',
    nulls: 'inspected',
    lower: (args, { types }) => isBlank(argument(args, 0), types[0] ?? 'text'),
    examples: [
      { formula: 'ISBLANK("  ")', result: true },
      { formula: 'ISBLANK(BLANK)', result: true },
      { formula: 'ISBLANK(0)', result: false },
    ],
  },
  {
    name: 'IFBLANK',
    aliases: ['SI.BLANCO', 'IFERROR', 'SI.ERROR'],
    category: 'logic',
    parameters: [valueParameter, { ...valueParameter, name: 'replacement' }],
    result: ({ types }) => types[0] ?? 'text',
    nulls: 'inspected',
    lower: (args, { types }) =>
      types[0] === 'text'
        ? sql`coalesce(${presentText(args.slice(0, 1))}, ${argument(args, 1)})`
        : sql`coalesce(${joinSql(args)})`,
    examples: [
      { formula: 'IFBLANK("", "none")', result: 'none' },
      { formula: 'IFBLANK(1 / 0, 0)', result: 0 },
    ],
  },
  {
    name: 'COALESCE',
    aliases: ['PRIMERO'],
    category: 'logic',
    parameters: [{ ...valueParameter, variadic: true }],
    result: ({ types }) => types[0] ?? 'text',
    nulls: 'inspected',
    lower: (args, { types }) => (types[0] === 'text' ? presentText(args) : sql`coalesce(${joinSql(args)})`),
    examples: [
      { formula: 'COALESCE("", BLANK, "first", "second")', result: 'first' },
      { formula: 'COALESCE(BLANK, 3)', result: 3 },
    ],
  },
  {
    name: 'BLANKIF',
    aliases: ['BLANCOSI'],
    category: 'logic',
    parameters: [simpleValue, { ...simpleValue, name: 'unwanted', variadic: true }],
    result: ({ types }) => types[0] ?? 'text',
    nulls: 'inspected',
    lower: ([value, ...unwanted]) =>
      sql`list_filter([${value ?? null}], lambda v: NOT ${condition(sql`v IN (${joinSql(unwanted)})`)})[1]`,
    examples: [
      { formula: 'BLANKIF("n/a", "n/a", "-")', result: null },
      { formula: 'BLANKIF("Madrid", "n/a", "-")', result: 'Madrid' },
    ],
  },
  {
    name: 'ISONEOF',
    aliases: ['ESUNODE'],
    category: 'logic',
    parameters: [simpleValue, { ...simpleValue, name: 'option', variadic: true }],
    result: 'boolean',
    nulls: 'false',
    lower: ([value, ...options]) => condition(sql`${value ?? null} IN (${joinSql(options)})`),
    examples: [
      { formula: 'ISONEOF("ES", "ES", "PT")', result: true },
      { formula: 'ISONEOF(4, 1, 2, 3)', result: false },
    ],
  },
  {
    name: 'ISBETWEEN',
    aliases: ['ESTAENTRE'],
    category: 'logic',
    parameters: [comparable, { ...comparable, name: 'lowest' }, { ...comparable, name: 'highest' }],
    result: 'boolean',
    nulls: 'false',
    lower: (args) => condition(sql`${argument(args, 0)} BETWEEN ${argument(args, 1)} AND ${argument(args, 2)}`),
    examples: [
      { formula: 'ISBETWEEN(5, 1, 10)', result: true },
      { formula: 'ISBETWEEN(DATE(2026, 1, 1), DATE(2025, 1, 1), DATE(2025, 12, 31))', result: false },
    ],
  },
  {
    name: 'CHOOSE',
    aliases: ['ELEGIR'],
    category: 'logic',
    parameters: [
      { name: 'number', accepts: ['integer'] },
      { ...resultParameter, variadic: true },
    ],
    result: ({ types }) => types[1] ?? 'text',
    nulls: 'inspected',
    lower: ([position, ...results]) =>
      sql`[${joinSql(results)}][${clamp(position ?? sql`0`, 0n, BigInt(results.length + 1))}]`,
    examples: [
      { formula: 'CHOOSE(2, "low", "middle", "high")', result: 'middle' },
      { formula: 'CHOOSE(9, "low", "middle", "high")', result: null },
    ],
  },
];

/** Pairs of condition and result, then perhaps a last result. */
function lowerIfs(args: readonly Sql[]): Sql {
  const branches: Sql[] = [];
  for (let index = 0; index + 1 < args.length; index += 2)
    branches.push(sql`WHEN ${argument(args, index)} THEN ${argument(args, index + 1)}`);
  const otherwise = args.length % 2 === 1 ? argument(args, args.length - 1) : null;
  return sql`CASE ${joinSql(branches, ' ')} ELSE ${otherwise} END`;
}

/** The first text that is not blank. */
function presentText(texts: readonly Sql[]): Sql {
  return sql`list_filter([${joinSql(texts)}], lambda v: ${trimText(sql`v`)} <> '')[1]`;
}
