import { joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { checkPattern } from '../check-pattern.ts';
import { formatText } from '../format-text.ts';
import {
  argument,
  type FormulaCall,
  type FormulaFunction,
  type FormulaParameter,
  scalar,
} from '../formula-function.ts';
import { blankIfEmpty, clamp, trimText } from '../total-sql.ts';

/** Longest text that a function which can make text longer gives, in characters; longer is blank. */
export const maxGrownLength = 1_000_000n;
/** Longest text that PADLEFT fills up to. */
const maxPaddedLength = 1_000n;

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const search: FormulaParameter = { name: 'search', accepts: ['text'] };
const count: FormulaParameter = { name: 'count', accepts: ['integer'] };
const pattern: FormulaParameter = { name: 'pattern', accepts: ['text'], constant: true };
const anyValue: FormulaParameter = { name: 'value', accepts: scalar, variadic: true };

const lettersAndMarks = "[\\p{L}\\p{M}\\p{N}'’]+|[^\\p{L}\\p{M}\\p{N}'’]+";
const innerSpace = '[\\s\\p{Z}\\x{200B}\\x{FEFF}]+';

export const textFunctions: readonly FormulaFunction[] = [
  textFunction('UPPER', ['MAYUSC', 'MAYUS'], [text], (t) => sql`upper(${t})`, [['UPPER("José")', 'JOSÉ']]),
  textFunction('LOWER', ['MINUSC', 'MINUS'], [text], (t) => sql`lower(${t})`, [['LOWER("ÑANDÚ")', 'ñandú']]),
  textFunction(
    'PROPER',
    ['NOMPROPIO'],
    [text],
    (t) =>
      sql`array_to_string(list_transform(regexp_extract_all(lower(${t}), ${lettersAndMarks}::VARCHAR), lambda w: upper(w[1]) || w[2:]), '')`,
    [['PROPER("ana MARÍA lópez-pérez")', 'Ana María López-Pérez']],
  ),
  textFunction('TRIM', ['ESPACIOS'], [text], (t) => sql`trim(regexp_replace(${t}, ${innerSpace}::VARCHAR, ' ', 'g'))`, [
    ['TRIM("  Ana   López ")', 'Ana López'],
  ]),
  { ...textFunction('LEN', ['LARGO'], [text], (t) => sql`length(${t})`, [['LEN("niño")', 4]]), result: 'integer' },
  textFunction(
    'LEFT',
    ['IZQUIERDA'],
    [text, { ...count, optional: true }],
    (t, n) => sql`left(${t}, ${clampCount(n)})`,
    [
      ['LEFT("Valencia", 3)', 'Val'],
      ['LEFT("Valencia")', 'V'],
    ],
  ),
  textFunction(
    'RIGHT',
    ['DERECHA'],
    [text, { ...count, optional: true }],
    (t, n) => sql`right(${t}, ${clampCount(n)})`,
    [['RIGHT("Valencia", 3)', 'cia']],
  ),
  textFunction(
    'MID',
    ['EXTRAE'],
    [text, { name: 'start', accepts: ['integer'] }, count],
    (t, start, n) => sql`substring(${t}, ${clamp(start ?? sql`1`, 1n, maxGrownLength)}, ${clampCount(n)})`,
    [['MID("ES-28001", 4, 5)', '28001']],
  ),
  {
    name: 'CONCAT',
    aliases: ['CONCATENAR'],
    category: 'text',
    parameters: [anyValue],
    result: 'text',
    nulls: 'empty-text',
    lower: (args, { types }) => sql`concat(${joinSql(asTexts(args, types))})`,
    examples: [
      { formula: 'CONCAT("Order ", 42)', result: 'Order 42' },
      { formula: 'CONCAT("a", BLANK, "b")', result: 'ab' },
    ],
  },
  {
    name: 'JOIN',
    aliases: ['UNIRCADENAS'],
    category: 'text',
    parameters: [{ name: 'separator', accepts: ['text'], constant: true }, anyValue],
    result: 'text',
    nulls: 'ignored',
    lower: ([separator, ...values], { types }) =>
      sql`coalesce(array_to_string(list_filter([${joinSql(asTexts(values, types.slice(1)))}], lambda v: ${trimText(sql`v`)} <> ''), ${separator ?? null}), '')`,
    examples: [
      { formula: 'JOIN(", ", "Ana", "", "Madrid")', result: 'Ana, Madrid' },
      { formula: 'JOIN("-", 2026, 11)', result: '2026-11' },
    ],
  },
  {
    ...textFunction(
      'REPLACE',
      ['SUSTITUIR', 'SUBSTITUTE', 'REEMPLAZAR'],
      [text, search, { name: 'replacement', accepts: ['text'] }],
      () => sql``,
      [
        ['REPLACE("600-123-456", "-", "")', '600123456'],
        ['REPLACE("aaa", "a", "bb")', 'bbbbbb'],
      ],
    ),
    lower: lowerReplace,
  },
  {
    ...textFunction('CONTAINS', ['CONTIENE'], [text, search], (t, s) => sql`contains(${t}, ${s ?? null})`, [
      ['CONTAINS("info@example.com", "@")', true],
    ]),
    result: 'boolean',
  },
  {
    ...textFunction('STARTSWITH', ['EMPIEZACON'], [text, search], (t, s) => sql`starts_with(${t}, ${s ?? null})`, [
      ['STARTSWITH("ES-28001", "ES")', true],
    ]),
    result: 'boolean',
  },
  {
    ...textFunction('ENDSWITH', ['TERMINACON'], [text, search], (t, s) => sql`ends_with(${t}, ${s ?? null})`, [
      ['ENDSWITH("report.csv", ".csv")', true],
    ]),
    result: 'boolean',
  },
  {
    ...textFunction(
      'FIND',
      ['ENCONTRAR', 'HALLAR'],
      [text, search],
      (t, s) => sql`list_filter([strpos(${t}, ${s ?? null})], lambda v: v > 0)[1]`,
      [
        ['FIND("ana@example.com", "@")', 4],
        ['FIND("ana", "@")', null],
      ],
    ),
    result: 'integer',
  },
  textFunction(
    'SPLIT',
    ['DIVIDIR'],
    [text, { name: 'separator', accepts: ['text'] }, { name: 'part', accepts: ['integer'] }],
    (t, separator, n) =>
      blankIfEmpty(sql`split_part(${t}, ${separator ?? null}, ${clamp(n ?? sql`1`, -1_000_000n, maxGrownLength)})`),
    [
      ['SPLIT("Ana López", " ", 2)', 'López'],
      ['SPLIT("a/b/c", "/", -1)', 'c'],
      ['SPLIT("a/b", "/", 9)', null],
    ],
  ),
  {
    name: 'MATCHES',
    aliases: ['COINCIDE'],
    category: 'text',
    parameters: [text, pattern],
    result: 'boolean',
    nulls: 'blank',
    check: checkPatternArgument,
    lower: (args) => sql`regexp_matches(${argument(args, 0)}, ${argument(args, 1)})`,
    examples: [{ formula: 'MATCHES("ES-28001", "^[A-Z]{2}-\\d{5}$")', result: true }],
  },
  {
    name: 'EXTRACT',
    aliases: ['EXTRAER'],
    category: 'text',
    parameters: [text, pattern],
    result: 'text',
    nulls: 'blank',
    check: checkPatternArgument,
    lower: (args, { constants }) => {
      const checked = checkPattern(constants[1] ?? '');
      const group = 'groups' in checked && checked.groups > 0 ? sql`1` : sql`0`;
      return blankIfEmpty(sql`regexp_extract(${argument(args, 0)}, ${argument(args, 1)}, ${group})`);
    },
    examples: [
      { formula: 'EXTRACT("Order 1234 of May", "\\d+")', result: '1234' },
      { formula: 'EXTRACT("utm_source=news", "source=(\\w+)")', result: 'news' },
      { formula: 'EXTRACT("none here", "\\d+")', result: null },
    ],
  },
  textFunction(
    'PADLEFT',
    ['RELLENARIZQ'],
    [text, { name: 'length', accepts: ['integer'] }, { name: 'fill', accepts: ['text'], optional: true }],
    (t, n, fill) =>
      sql`list_transform([{t: ${t}, n: ${clamp(n ?? sql`0`, 0n, maxPaddedLength)}, f: ${fill ?? sql`'0'`}}], lambda v: CASE WHEN v.f = '' OR length(v.t) >= v.n THEN v.t ELSE lpad(v.t, v.n, v.f) END)[1]`,
    [
      ['PADLEFT("42", 5)', '00042'],
      ['PADLEFT("42", 5, "*")', '***42'],
    ],
  ),
  textFunction('STRIPACCENTS', ['QUITARACENTOS'], [text], (t) => sql`strip_accents(${t})`, [
    ['STRIPACCENTS("Núñez")', 'Nunez'],
  ]),
];

type TextLowering = (first: Sql, second?: Sql, third?: Sql) => Sql;

/** A function of text arguments that is blank when any of them is. */
function textFunction(
  name: string,
  aliases: readonly string[],
  parameters: readonly FormulaParameter[],
  lower: TextLowering,
  examples: readonly (readonly [string, string | number | boolean | null])[],
): FormulaFunction {
  return {
    name,
    aliases,
    category: 'text',
    parameters,
    result: 'text',
    nulls: 'blank',
    lower: (args) => lower(argument(args, 0), args[1], args[2]),
    examples: examples.map(([formula, result]) => ({ formula, result })),
  };
}

function clampCount(count: Sql | undefined): Sql {
  return count ? clamp(count, 0n, maxGrownLength) : sql`1`;
}

function asTexts(values: readonly Sql[], types: readonly FieldType[]): Sql[] {
  return values.map((value, index) => formatText(value, types[index] ?? 'text'));
}

/** Nested replacements could grow without bound, so those that can grow are measured first. */
function lowerReplace(args: readonly Sql[], { constants }: FormulaCall): Sql {
  const [value, searched, replacement] = [argument(args, 0), argument(args, 1), argument(args, 2)];
  const [, searchedText, replacementText] = constants;
  const shrinks = searchedText && replacementText !== undefined && replacementText.length <= searchedText.length;
  if (shrinks) return sql`replace(${value}, ${searched}, ${replacement})`;
  return sql`list_transform([{t: ${value}, s: ${searched}, r: ${replacement}}], lambda v: CASE WHEN length(v.t) * (length(v.r) + 1) <= ${maxGrownLength}::BIGINT THEN replace(v.t, v.s, v.r) END)[1]`;
}

function checkPatternArgument({ constants }: FormulaCall) {
  const checked = checkPattern(constants[1] ?? '');
  return 'code' in checked ? { argument: 1, code: checked.code, params: checked.params } : undefined;
}
