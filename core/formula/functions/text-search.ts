import { type Sql, sql } from '#core/compiler/sql.ts';
import { checkPattern } from '../check-pattern.ts';
import type { CallProblem, FormulaCall, FormulaFunction, FormulaParameter } from '../formula-function.ts';
import { blankIfEmpty, clamp, trimText } from '../total-sql.ts';
import { defineIn } from './define-in.ts';
import { maxGrownLength } from './text.ts';

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const other: FormulaParameter = { name: 'other', accepts: ['text'] };
const search: FormulaParameter = { name: 'search', accepts: ['text'] };
const part: FormulaParameter = { name: 'part', accepts: ['integer'] };
const pattern: FormulaParameter = { name: 'pattern', accepts: ['text'], constant: true };

const maxPart = 1_000_000n;
/** How much of each text SIMILARITY compares: its cost is the product of the lengths. */
const maxComparedLength = 200n;

const define = defineIn('text');

/** Functions that look for something in a text, and give a part of it. */
export const textSearchFunctions: readonly FormulaFunction[] = [
  define('CONTAINS', ['CONTIENE'], [text, search], 'boolean', ([t, s]) => sql`contains(${t}, ${s})`, [
    ['CONTAINS("info@example.com", "@")', true],
  ]),
  define('STARTSWITH', ['EMPIEZACON'], [text, search], 'boolean', ([t, s]) => sql`starts_with(${t}, ${s})`, [
    ['STARTSWITH("ES-28001", "ES")', true],
  ]),
  define('ENDSWITH', ['TERMINACON'], [text, search], 'boolean', ([t, s]) => sql`ends_with(${t}, ${s})`, [
    ['ENDSWITH("report.csv", ".csv")', true],
  ]),
  define('SAMETEXT', ['MISMOTEXTO'], [text, other], 'boolean', ([t, s]) => sql`(${plain(t)} = ${plain(s)})`, [
    ['SAMETEXT("MÁLAGA ", "malaga")', true],
    ['SAMETEXT("Málaga", "Málaga capital")', false],
  ]),
  define(
    'SIMILARITY',
    ['SIMILITUD'],
    [text, other],
    'number',
    ([t, s]) =>
      sql`jaro_winkler_similarity(left(${plain(t)}, ${maxComparedLength}::BIGINT), left(${plain(s)}, ${maxComparedLength}::BIGINT))`,
    [
      ['SIMILARITY("Telar", "telar")', 1],
      ['ROUND(SIMILARITY("Gonzales", "González"), 2)', 0.95],
    ],
  ),
  define(
    'FIND',
    ['ENCONTRAR', 'HALLAR'],
    [text, search],
    'integer',
    ([t, s]) => sql`list_filter([strpos(${t}, ${s})], lambda v: v > 0)[1]`,
    [
      ['FIND("ana@example.com", "@")', 4],
      ['FIND("ana", "@")', null],
    ],
  ),
  define(
    'COUNTTEXT',
    ['CONTARTEXTO'],
    [text, search],
    'integer',
    ([t, s]) =>
      sql`list_transform([{t: ${t}, s: ${s}}], lambda v: CASE WHEN v.s <> '' THEN (length(v.t) - length(replace(v.t, v.s, ''))) // length(v.s) END)[1]`,
    [
      ['COUNTTEXT("a;b;c", ";")', 2],
      ['COUNTTEXT("abc", "")', null],
    ],
  ),
  define(
    'SPLIT',
    ['DIVIDIR'],
    [text, { name: 'separator', accepts: ['text'] }, part],
    'text',
    ([t, separator, n]) => blankIfEmpty(sql`split_part(${t}, ${separator}, ${clamp(n, -maxPart, maxPart)})`),
    [
      ['SPLIT("Ana López", " ", 2)', 'López'],
      ['SPLIT("a/b/c", "/", -1)', 'c'],
      ['SPLIT("a/b", "/", 9)', null],
    ],
  ),
  define('TEXTBEFORE', ['TEXTOANTES'], [text, search], 'text', ([t, s]) => around(t, s, before), [
    ['TEXTBEFORE("ana@example.com", "@")', 'ana'],
    ['TEXTBEFORE("ana", "@")', null],
  ]),
  define('TEXTAFTER', ['TEXTODESPUES'], [text, search], 'text', ([t, s]) => around(t, s, after), [
    ['TEXTAFTER("Calle Mayor, 5, Madrid", ", ")', '5, Madrid'],
    ['TEXTAFTER("Madrid", ", ")', null],
  ]),
  define(
    'TEXTBETWEEN',
    ['TEXTOENTRE'],
    [text, { name: 'start text', accepts: ['text'] }, { name: 'end text', accepts: ['text'] }],
    'text',
    ([t, start, end]) => around(around(t, start, after), end, before),
    [
      ['TEXTBETWEEN("Ana (Madrid) 2026", "(", ")")', 'Madrid'],
      ['TEXTBETWEEN("Ana", "(", ")")', null],
    ],
  ),
  define('WORD', ['PALABRA'], [text, part], 'text', ([t, n]) => sql`${words(t)}[${clamp(n, -maxPart, maxPart)}]`, [
    ['WORD("Ana María López", 2)', 'María'],
    ['WORD("Ana María López", -1)', 'López'],
    ['WORD("Ana", 2)', null],
  ]),
  define('FIRSTWORD', ['PRIMERAPALABRA'], [text], 'text', ([t]) => sql`${words(t)}[1]`, [
    ['FIRSTWORD("Ana María López")', 'Ana'],
  ]),
  define('LASTWORD', ['ULTIMAPALABRA'], [text], 'text', ([t]) => sql`${words(t)}[-1]`, [
    ['LASTWORD("Ana María López")', 'López'],
  ]),
  define('WORDCOUNT', ['CONTARPALABRAS'], [text], 'integer', ([t]) => sql`len(${words(t)})`, [
    ['WORDCOUNT("  Ana María  López ")', 3],
  ]),
  define(
    'INITIALS',
    ['INICIALES'],
    [text],
    'text',
    ([t]) => blankIfEmpty(sql`upper(array_to_string(list_transform(${words(t)}, lambda w: w[1]), ''))`),
    [['INITIALS("ana María López")', 'AML']],
  ),
  {
    ...define('MATCHES', ['COINCIDE'], [text, pattern], 'boolean', ([t, p]) => sql`regexp_matches(${t}, ${p})`, [
      ['MATCHES("ES-28001", "^[A-Z]{2}-\\d{5}$")', true],
    ]),
    check: checkPatternArgument,
  },
  {
    ...define(
      'EXTRACT',
      ['EXTRAER'],
      [text, pattern],
      'text',
      ([t, p], call) => blankIfEmpty(sql`regexp_extract(${t}, ${p}, ${groupOf(call)})`),
      [
        ['EXTRACT("Order 1234 of May", "\\d+")', '1234'],
        ['EXTRACT("utm_source=news", "source=(\\w+)")', 'news'],
        ['EXTRACT("none here", "\\d+")', null],
      ],
    ),
    check: checkPatternArgument,
  },
  {
    ...define(
      'EXTRACTALL',
      ['EXTRAERTODO'],
      [text, pattern],
      'json',
      ([t, p], call) => sql`to_json(regexp_extract_all(${t}, ${p}, ${groupOf(call)}))`,
      [['EXTRACTALL("#sale and #news", "#(\\w+)")', '["sale","news"]']],
    ),
    check: checkPatternArgument,
  },
  {
    ...define(
      'REPLACEPATTERN',
      ['SUSTITUIRPATRON'],
      [text, pattern, { name: 'replacement', accepts: ['text'], constant: true }],
      'text',
      lowerReplacePattern,
      [
        ['REPLACEPATTERN("a1b22", "\\d+", "#")', 'a#b#'],
        ['REPLACEPATTERN("2026-12-31", "(\\d+)-(\\d+)-(\\d+)", "\\3/\\2/\\1")', '31/12/2026'],
      ],
    ),
    check: checkPatternArgument,
  },
];

/** The words of a text, as a list: what stands between spaces of any kind. */
export function words(text: Sql): Sql {
  return sql`list_filter(string_split_regex(${text}, ${'[\\s\\p{Z}\\x{200B}\\x{FEFF}]+'}::VARCHAR), lambda w: w <> '')`;
}

/** Without capitals, accents and spaces around: what people see as the same. */
function plain(text: Sql): Sql {
  return trimText(sql`lower(strip_accents(${text}))`);
}

const before = sql`left(v.t, strpos(v.t, v.s) - 1)`;
const after = sql`substring(v.t, strpos(v.t, v.s) + length(v.s))`;

/** A side of the first place where `v.s` is in `v.t`, blank where it is not or nothing stands there. */
function around(text: Sql, searched: Sql, side: Sql): Sql {
  return blankIfEmpty(
    sql`list_transform([{t: ${text}, s: ${searched}}], lambda v: CASE WHEN v.s <> '' AND strpos(v.t, v.s) > 0 THEN ${side} END)[1]`,
  );
}

function countGroups({ constants }: FormulaCall): number {
  const checked = checkPattern(constants[1] ?? '');
  return 'groups' in checked ? checked.groups : 0;
}

function groupOf(call: FormulaCall): Sql {
  return countGroups(call) > 0 ? sql`1` : sql`0`;
}

/** `\1` stands for the first parentheses of the pattern; a backslash that names none of them is a backslash. */
function lowerReplacePattern([text, written]: readonly [Sql, Sql, Sql], call: FormulaCall): Sql {
  const groups = countGroups(call);
  const replacement = (call.constants[2] ?? '').replace(/\\(\d?)/g, (whole, digit: string) =>
    digit !== '' && Number(digit) <= groups ? whole : `\\\\${digit}`,
  );
  const longest = BigInt(replacement.length + 1);
  return sql`list_transform([${text}], lambda v: CASE WHEN length(v) * ${longest}::BIGINT <= ${maxGrownLength}::BIGINT THEN regexp_replace(v, ${written}, ${replacement}::VARCHAR, 'g') END)[1]`;
}

function checkPatternArgument({ constants }: FormulaCall): CallProblem | undefined {
  const checked = checkPattern(constants[1] ?? '');
  return 'code' in checked ? { argument: 1, code: checked.code, params: checked.params } : undefined;
}
