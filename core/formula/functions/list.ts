import { joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { castTo } from '../cast-to.ts';
import { formatInstant, formatText } from '../format-text.ts';
import { type FormulaFunction, type FormulaParameter, scalar } from '../formula-function.ts';
import { parseJsonPath } from '../json-path.ts';
import { blankCharacters, clamp, condition, finite } from '../total-sql.ts';
import { defineIn } from './define-in.ts';

/** Lists and objects are JSON; text that holds JSON is read as such, and text that holds none is blank. */
const list: FormulaParameter = { name: 'list', accepts: ['json', 'text'] };
const json: FormulaParameter = { name: 'json', accepts: ['json', 'text'] };
const path: FormulaParameter = { name: 'path', accepts: ['text'], constant: true };
const separator: FormulaParameter = { name: 'separator', accepts: ['text'] };

const maxPosition = 1_000_000n;
const define = defineIn('list');

export const listFunctions: readonly FormulaFunction[] = [
  {
    name: 'LIST',
    aliases: ['LISTA'],
    category: 'list',
    parameters: [{ name: 'value', accepts: 'any', variadic: true }],
    result: 'json',
    nulls: 'ignored',
    lower: (args, { types }) =>
      sql`to_json(list_filter([${joinSql(args.map((arg, index) => toJson(arg, types[index] ?? 'text')))}], lambda v: v IS NOT NULL))`,
    examples: [{ formula: 'LIST("news", BLANK, 2.5)', result: '["news",2.5]' }],
  },
  define(
    'LISTSPLIT',
    ['LISTA.DIVIDIR'],
    [{ name: 'text', accepts: ['text'] }, separator],
    'json',
    ([text, by]) =>
      sql`to_json(list_filter(list_transform(string_split(${text}, ${by}), lambda w: trim(w, ${blankCharacters}::VARCHAR)), lambda w: w <> ''))`,
    [['LISTSPLIT("news, sale,,vip", ",")', '["news","sale","vip"]']],
  ),
  define(
    'LISTJOIN',
    ['LISTA.UNIR'],
    [list, { ...separator, constant: true }],
    'text',
    ([items, by], { types }) =>
      sql`array_to_string(list_filter(${texts(items, types[0])}, lambda v: v IS NOT NULL), ${by})`,
    [['LISTJOIN(LIST("news", "sale"), " + ")', 'news + sale']],
  ),
  define(
    'LISTITEM',
    ['LISTA.ELEMENTO'],
    [list, { name: 'position', accepts: ['integer'] }],
    'text',
    ([items, n], { types }) => sql`${texts(items, types[0])}[${clamp(n, -maxPosition, maxPosition)}]`,
    [
      ['LISTITEM(LIST("news", "sale"), 1)', 'news'],
      ['LISTITEM(LIST("news", "sale"), -1)', 'sale'],
      ['LISTITEM(LIST("news", "sale"), 5)', null],
    ],
  ),
  define(
    'LISTCOUNT',
    ['LISTA.CONTAR'],
    [list],
    'integer',
    ([items], { types }) => sql`len(${texts(items, types[0])})`,
    [
      ['LISTCOUNT(LIST("news", "sale"))', 2],
      ['LISTCOUNT("[]")', 0],
      ['LISTCOUNT("no list")', null],
    ],
  ),
  define(
    'LISTHAS',
    ['LISTA.CONTIENE'],
    [list, { name: 'value', accepts: scalar }],
    'boolean',
    ([items, value], { types }) =>
      condition(sql`list_contains(${texts(items, types[0])}, ${formatText(value, types[1] ?? 'text')})`),
    [
      ['LISTHAS(LIST("news", "sale"), "sale")', true],
      ['LISTHAS(LIST(1, 2), 3)', false],
    ],
    'false',
  ),
  define(
    'LISTUNIQUE',
    ['LISTA.UNICOS'],
    [list],
    'json',
    ([items], { types }) =>
      sql`to_json(list_transform([${texts(items, types[0])}], lambda l: list_filter(l, lambda v, i: list_position(l, v) = i))[1])`,
    [['LISTUNIQUE(LIST("b", "a", "b"))', '["b","a"]']],
  ),
  define(
    'LISTSORT',
    ['LISTA.ORDENAR'],
    [list],
    'json',
    ([items], { types }) => sql`to_json(list_sort(list_filter(${texts(items, types[0])}, lambda v: v IS NOT NULL)))`,
    [['LISTSORT(LIST("b", "a"))', '["a","b"]']],
  ),
  ofNumbers('LISTSUM', ['LISTA.SUMA'], (numbers) => sql`list_sum(${numbers})`, 12.5),
  ofNumbers('LISTAVERAGE', ['LISTA.PROMEDIO'], (numbers) => sql`list_avg(${numbers})`, 6.25),
  ofNumbers('LISTMIN', ['LISTA.MIN'], (numbers) => sql`list_min(${numbers})`, 2.5),
  ofNumbers('LISTMAX', ['LISTA.MAX'], (numbers) => sql`list_max(${numbers})`, 10),
  {
    ...define(
      'LISTPICK',
      ['LISTA.EXTRAER'],
      [list, path],
      'json',
      ([items], { types, constants }) =>
        sql`to_json(list_filter(list_transform(TRY_CAST(${toDocument(items, types[0])} AS JSON[]), lambda v: json_extract(v, ${pointerOf(constants)}::VARCHAR)), lambda v: v IS NOT NULL))`,
      [['LISTPICK(\'[{"sku":"A1"},{"sku":"B2"},{}]\', "sku")', '["A1","B2"]']],
    ),
    check: checkPath,
  },
  {
    ...define(
      'JSONVALUE',
      ['JSON.VALOR'],
      [json, path],
      'text',
      ([document], { types, constants }) =>
        sql`json_extract_string(${toDocument(document, types[0])}, ${pointerOf(constants)}::VARCHAR)`,
      [
        ['JSONVALUE(\'{"customer":{"city":"Madrid"}}\', "customer.city")', 'Madrid'],
        ['JSONVALUE(\'{"lines":[{"sku":"A1"},{"sku":"B2"}]}\', "lines[2].sku")', 'B2'],
        ['JSONVALUE("no JSON", "customer")', null],
      ],
    ),
    check: checkPath,
  },
  {
    ...define(
      'JSONPART',
      ['JSON.PARTE'],
      [json, path],
      'json',
      ([document], { types, constants }) =>
        sql`json_extract(${toDocument(document, types[0])}, ${pointerOf(constants)}::VARCHAR)`,
      [['JSONPART(\'{"lines":[1,2]}\', "lines")', '[1,2]']],
    ),
    check: checkPath,
  },
  define('JSONPARSE', ['JSON.LEER'], [{ name: 'text', accepts: ['text'] }], 'json', ([t]) => castTo(t, 'json'), [
    ['JSONPARSE(\'{"a":1}\')', '{"a":1}'],
    ['JSONPARSE("no JSON")', null],
  ]),
  {
    name: 'JSONOBJECT',
    aliases: ['JSON.OBJETO'],
    category: 'list',
    parameters: [
      { name: 'name', accepts: ['text'], constant: true, variadic: true },
      { name: 'value', accepts: 'any', variadic: true },
    ],
    result: 'json',
    nulls: 'inspected',
    lower: (args, { types }) =>
      sql`json_object(${joinSql(args.map((arg, index) => (index % 2 === 0 ? arg : toJson(arg, types[index] ?? 'text'))))})`,
    examples: [{ formula: 'JSONOBJECT("city", "Madrid", "orders", 3)', result: '{"city":"Madrid","orders":3}' }],
  },
];

function ofNumbers(
  name: string,
  aliases: readonly string[],
  total: (numbers: Sql) => Sql,
  result: number,
): FormulaFunction {
  const lower = ([items]: readonly Sql[], types: readonly FieldType[]) =>
    finite(total(sql`list_transform(${texts(items ?? sql`NULL`, types[0])}, lambda v: TRY_CAST(v AS DOUBLE))`));
  return define(name, aliases, [list], 'number', (args, { types }) => lower(args, types), [
    [`${name}(LIST(10, 2.5))`, result],
    [`${name}("[]")`, null],
  ]);
}

function toDocument(value: Sql, type: FieldType = 'json'): Sql {
  return type === 'json' ? value : castTo(value, 'json');
}

/** The items of a list as text, whole objects as their JSON; NULL for anything that is no list. */
function texts(value: Sql, type?: FieldType): Sql {
  return sql`TRY_CAST(${toDocument(value, type)} AS VARCHAR[])`;
}

/** One value as JSON: numbers without trailing zeros, dates as ISO text. */
function toJson(value: Sql, type: FieldType): Sql {
  if (type === 'json') return value;
  if (type === 'decimal') return sql`to_json(${castTo(value, 'number')})`;
  if (type === 'number') return sql`to_json(${finite(value)})`;
  return sql`to_json(${type === 'datetime' ? formatInstant(value) : value})`;
}

function checkPath({ constants }: { readonly constants: readonly (string | undefined)[] }) {
  const written = constants[1] ?? '';
  return parseJsonPath(written) === undefined
    ? { argument: 1, code: 'json_path_invalid', params: { path: written } }
    : undefined;
}

function pointerOf(constants: readonly (string | undefined)[]): string {
  return parseJsonPath(constants[1] ?? '') ?? '/';
}
