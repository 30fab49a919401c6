import { joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { formatText } from '../format-text.ts';
import {
  argument,
  type FormulaCall,
  type FormulaFunction,
  type FormulaParameter,
  scalar,
} from '../formula-function.ts';
import { blankIfEmpty, clamp, trimText } from '../total-sql.ts';
import { defineIn } from './define-in.ts';

/** Longest text that a function which can make text longer gives, in characters; longer is blank. */
export const maxGrownLength = 1_000_000n;
/** Longest text that REPEAT gives: a batch of a few thousand rows of it must fit in memory. */
const maxRepeatedLength = 10_000n;
/** Longest text that PADLEFT and PADRIGHT fill up to. */
const maxPaddedLength = 1_000n;

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const search: FormulaParameter = { name: 'search', accepts: ['text'] };
const count: FormulaParameter = { name: 'count', accepts: ['integer'] };
const length: FormulaParameter = { name: 'length', accepts: ['integer'] };
const anyValue: FormulaParameter = { name: 'value', accepts: scalar, variadic: true };

const lettersAndMarks = "[\\p{L}\\p{M}\\p{N}'’]+|[^\\p{L}\\p{M}\\p{N}'’]+";
const innerSpace = '[\\s\\p{Z}\\x{200B}\\x{FEFF}]+';
const define = defineIn('text');

export const textFunctions: readonly FormulaFunction[] = [
  define('UPPER', ['MAYUSC', 'MAYUS'], [text], 'text', ([t]) => sql`upper(${t})`, [['UPPER("José")', 'JOSÉ']]),
  define('LOWER', ['MINUSC', 'MINUS'], [text], 'text', ([t]) => sql`lower(${t})`, [['LOWER("ÑANDÚ")', 'ñandú']]),
  define(
    'PROPER',
    ['NOMPROPIO'],
    [text],
    'text',
    ([t]) =>
      sql`array_to_string(list_transform(regexp_extract_all(lower(${t}), ${lettersAndMarks}::VARCHAR), lambda w: upper(w[1]) || w[2:]), '')`,
    [['PROPER("ana MARÍA lópez-pérez")', 'Ana María López-Pérez']],
  ),
  define(
    'SENTENCE',
    ['FRASE'],
    [text],
    'text',
    ([t]) => sql`list_transform([lower(${t})], lambda v: upper(v[1]) || v[2:])[1]`,
    [['SENTENCE("gran OFERTA de otoño")', 'Gran oferta de otoño']],
  ),
  define(
    'TRIM',
    ['ESPACIOS'],
    [text],
    'text',
    ([t]) => sql`trim(regexp_replace(${t}, ${innerSpace}::VARCHAR, ' ', 'g'))`,
    [['TRIM("  Ana   López ")', 'Ana López']],
  ),
  define('STRIPACCENTS', ['QUITARACENTOS'], [text], 'text', ([t]) => sql`strip_accents(${t})`, [
    ['STRIPACCENTS("Núñez")', 'Nunez'],
  ]),
  define('STRIPHTML', ['QUITARHTML'], [text], 'text', ([t]) => stripHtml(t), [
    ['STRIPHTML("<p>Rebajas &amp; <b>más</b></p>")', 'Rebajas & más'],
  ]),
  define('LEN', ['LARGO'], [text], 'integer', ([t]) => sql`length(${t})`, [['LEN("niño")', 4]]),
  define(
    'LEFT',
    ['IZQUIERDA'],
    [text, { ...count, optional: true }],
    'text',
    ([t, n], call) => sql`left(${t}, ${clampCount(n, call)})`,
    [
      ['LEFT("Valencia", 3)', 'Val'],
      ['LEFT("Valencia")', 'V'],
    ],
  ),
  define(
    'RIGHT',
    ['DERECHA'],
    [text, { ...count, optional: true }],
    'text',
    ([t, n], call) => sql`right(${t}, ${clampCount(n, call)})`,
    [['RIGHT("Valencia", 3)', 'cia']],
  ),
  define(
    'MID',
    ['EXTRAE'],
    [text, { name: 'start', accepts: ['integer'] }, count],
    'text',
    ([t, start, n], call) => sql`substring(${t}, ${clamp(start, 1n, maxGrownLength)}, ${clampCount(n, call)})`,
    [['MID("ES-28001", 4, 5)', '28001']],
  ),
  define(
    'TRUNCATE',
    ['ABREVIAR'],
    [text, length],
    'text',
    ([t, n]) =>
      sql`list_transform([{t: ${t}, n: ${clamp(n, 1n, maxGrownLength)}}], lambda v: CASE WHEN length(v.t) <= v.n THEN v.t ELSE rtrim(left(v.t, v.n - 1)) || '…' END)[1]`,
    [['TRUNCATE("Gran oferta de otoño", 12)', 'Gran oferta…']],
  ),
  define('PADLEFT', ['RELLENARIZQ'], padParameters(), 'text', (args, call) => pad(args, call, sql`lpad`), [
    ['PADLEFT("42", 5)', '00042'],
    ['PADLEFT("42", 5, "*")', '***42'],
  ]),
  define('PADRIGHT', ['RELLENARDER'], padParameters(), 'text', (args, call) => pad(args, call, sql`rpad`), [
    ['PADRIGHT("4.5", 5)', '4.500'],
    ['PADRIGHT("ab", 4, ".")', 'ab..'],
  ]),
  define(
    'REPEAT',
    ['REPETIR'],
    [text, count],
    'text',
    ([t, n]) =>
      sql`list_transform([{t: ${t}, n: ${clamp(n, 0n, maxRepeatedLength)}}], lambda v: CASE WHEN length(v.t) * v.n <= ${maxRepeatedLength}::BIGINT THEN repeat(v.t, v.n) END)[1]`,
    [
      ['REPEAT("★", 3)', '★★★'],
      ['REPEAT("x", 2000000000)', 'x'.repeat(10_000)],
      ['REPEAT("xy", 2000000000)', null],
    ],
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
  define(
    'REPLACE',
    ['SUSTITUIR', 'SUBSTITUTE', 'REEMPLAZAR'],
    [text, search, { name: 'replacement', accepts: ['text'] }],
    'text',
    lowerReplace,
    [
      ['REPLACE("600-123-456", "-", "")', '600123456'],
      ['REPLACE("aaa", "a", "bb")', 'bbbbbb'],
    ],
  ),
  define('DIGITS', ['CIFRAS'], [text], 'text', ([t]) => blankIfEmpty(sql`regexp_replace(${t}, '[^0-9]+', '', 'g')`), [
    ['DIGITS("Tel. 600 12 34")', '6001234'],
    ['DIGITS("none")', null],
  ]),
];

function clampCount(count: Sql, { types }: FormulaCall): Sql {
  return types.length > 1 ? clamp(count, 0n, maxGrownLength) : sql`1`;
}

function asTexts(values: readonly Sql[], types: readonly FieldType[]): Sql[] {
  return values.map((value, index) => formatText(value, types[index] ?? 'text'));
}

function padParameters(): FormulaParameter[] {
  return [text, length, { name: 'fill', accepts: ['text'], optional: true }];
}

function pad([t, n, fill]: readonly [Sql, Sql, Sql], { types }: FormulaCall, engineFunction: Sql): Sql {
  const filled = types.length > 2 ? fill : sql`'0'`;
  return sql`list_transform([{t: ${t}, n: ${clamp(n, 0n, maxPaddedLength)}, f: ${filled}}], lambda v: CASE WHEN v.f = '' OR length(v.t) >= v.n THEN v.t ELSE ${engineFunction}(v.t, v.n, v.f) END)[1]`;
}

/** Nested replacements could grow without bound, so those that can grow are measured first. */
function lowerReplace(args: readonly Sql[], { constants }: FormulaCall): Sql {
  const [value, searched, replacement] = [argument(args, 0), argument(args, 1), argument(args, 2)];
  const [, searchedText, replacementText] = constants;
  const shrinks = searchedText && replacementText !== undefined && replacementText.length <= searchedText.length;
  if (shrinks) return sql`replace(${value}, ${searched}, ${replacement})`;
  return sql`list_transform([{t: ${value}, s: ${searched}, r: ${replacement}}], lambda v: CASE WHEN length(v.t) * (length(v.r) + 1) <= ${maxGrownLength}::BIGINT THEN replace(v.t, v.s, v.r) END)[1]`;
}

const htmlEntities: readonly (readonly [string, string])[] = [
  ['&nbsp;', ' '],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
];

function stripHtml(text: Sql): Sql {
  const bare = sql`regexp_replace(${text}, '<[^>]*>', '', 'g')`;
  return htmlEntities.reduce(
    (value, [entity, plain]) => sql`replace(${value}, ${entity}::VARCHAR, ${plain}::VARCHAR)`,
    bare,
  );
}
