import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { argument, type FormulaExample, type FormulaFunction, type FormulaParameter } from '../formula-function.ts';
import { blankIfEmpty, trimText } from '../total-sql.ts';

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const email: FormulaParameter = { name: 'email', accepts: ['text'] };
const url: FormulaParameter = { name: 'url', accepts: ['text'] };

const emailPattern =
  "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$";

export const marketingFunctions: readonly FormulaFunction[] = [
  define('EMAILDOMAIN', ['DOMINIOCORREO'], [email], 'text', ([value]) => emailDomain(value), [
    { formula: 'EMAILDOMAIN("Ana@Example.com")', result: 'example.com' },
    { formula: 'EMAILDOMAIN("no address")', result: null },
  ]),
  define('NORMALIZEEMAIL', ['NORMALIZARCORREO'], [email], 'text', ([value]) => normalizeEmail(value), [
    { formula: 'NORMALIZEEMAIL(" Ana@Example.COM ")', result: 'ana@example.com' },
    { formula: 'NORMALIZEEMAIL("Ana López <ana@example.com>")', result: 'ana@example.com' },
  ]),
  {
    ...define(
      'ISEMAIL',
      ['ESCORREO'],
      [email],
      'boolean',
      ([value]) => sql`coalesce(regexp_matches(${trimText(value)}, ${emailPattern}::VARCHAR), FALSE)`,
      [
        { formula: 'ISEMAIL("ana@example.com")', result: true },
        { formula: 'ISEMAIL("ana@example")', result: false },
        { formula: 'ISEMAIL(BLANK)', result: false },
      ],
    ),
    nulls: 'false',
  },
  define('HASH', ['HUELLA', 'SHA256'], [text], 'text', ([value]) => sql`sha256(${value})`, [
    { formula: 'HASH("a")', result: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb' },
  ]),
  define(
    'NORMALIZEPHONE',
    ['NORMALIZARTELEFONO'],
    [
      { name: 'phone', accepts: ['text'] },
      { name: 'country prefix', accepts: ['text'] },
    ],
    'text',
    ([phone, prefix]) => normalizePhone(phone, prefix),
    [
      { formula: 'NORMALIZEPHONE("600 12 34 56", "34")', result: '+34600123456' },
      { formula: 'NORMALIZEPHONE("0044 (20) 7946-0958", "34")', result: '+442079460958' },
      { formula: 'NORMALIZEPHONE("123", "34")', result: null },
    ],
  ),
  define(
    'URLDOMAIN',
    ['DOMINIOURL'],
    [url],
    'text',
    ([value]) =>
      blankIfEmpty(
        sql`regexp_extract(lower(trim(${value})), ${'^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\s]+\\.[^/?#:@\\s]+)'}::VARCHAR, 1)`,
      ),
    [{ formula: 'URLDOMAIN("https://www.example.com/offers?id=1")', result: 'example.com' }],
  ),
  {
    ...define(
      'URLPARAM',
      ['PARAMETROURL'],
      [url, { name: 'name', accepts: ['text'], constant: true }],
      'text',
      () => sql``,
      [
        {
          formula: 'URLPARAM("https://example.com/?utm_source=spring%20news&id=1", "utm_source")',
          result: 'spring news',
        },
        { formula: 'URLPARAM("https://example.com/", "utm_source")', result: null },
      ],
    ),
    lower: (args, { constants }) => {
      const name = (constants[1] ?? '').replace(/[^A-Za-z0-9_]/g, (character) =>
        /^[\x20-\x7e]$/.test(character) ? `\\${character}` : character,
      );
      const raw = sql`regexp_extract(${argument(args, 0)}, ${`[?&]${name}=([^&#]*)`}::VARCHAR, 1)`;
      return blankIfEmpty(sql`TRY(url_decode(replace(${raw}, '+', ' ')))`);
    },
  },
  define(
    'SLUG',
    ['SLUGURL'],
    [text],
    'text',
    ([value]) => sql`trim(regexp_replace(lower(strip_accents(${value})), '[^a-z0-9]+', '-', 'g'), '-')`,
    [{ formula: 'SLUG("¡Oferta de Otoño 2026!")', result: 'oferta-de-otono-2026' }],
  ),
];

type TwoArguments = readonly [Sql, Sql];

function define(
  name: string,
  aliases: readonly string[],
  parameters: readonly FormulaParameter[],
  result: FieldType,
  lower: (args: TwoArguments) => Sql,
  examples: readonly FormulaExample[],
): FormulaFunction {
  return {
    name,
    aliases,
    category: 'marketing',
    parameters,
    result,
    nulls: 'blank',
    lower: (args) => lower([argument(args, 0), args[1] ?? sql`NULL`]),
    examples,
  };
}

function emailDomain(value: Sql): Sql {
  return blankIfEmpty(sql`lower(regexp_extract(${trimText(value)}, '^[^@\\s]+@([^@\\s]+)$', 1))`);
}

/** E.164: `+`, country, number, 8 to 15 digits; the prefix is used when the number names no country itself. */
function normalizePhone(phone: Sql, prefix: Sql): Sql {
  const international = sql`regexp_replace(regexp_replace(${phone}, '[^0-9+]+', '', 'g'), '^00', '+')`;
  const country = sql`regexp_replace(${prefix}, '[^0-9]+', '', 'g')`;
  const complete = sql`list_transform([{p: ${international}, c: ${country}}], lambda v: CASE WHEN starts_with(v.p, '+') THEN v.p ELSE '+' || v.c || ltrim(v.p, '0') END)[1]`;
  return blankIfEmpty(sql`regexp_extract(${complete}, '^\\+[1-9][0-9]{7,14}$')`);
}

/** Addresses of plain visible characters only need lower case; the rest may hold a display name, `mailto:` or spaces. */
function normalizeEmail(value: Sql): Sql {
  const address = sql`regexp_replace(v, ${'^.*<([^<>]*)>\\s*$|^\\s*(?i:mailto:)'}::VARCHAR, '\\1')`;
  const cleaned = sql`lower(regexp_replace(${address}, ${'[\\s\\p{Z}\\x{200B}\\x{FEFF}]+'}::VARCHAR, '', 'g'))`;
  const isPlain = sql`regexp_full_match(v, ${'[!-9;=?-~]+'}::VARCHAR)`;
  return sql`list_transform([${value}], lambda v: CASE WHEN ${isPlain} THEN lower(v) ELSE list_filter([${cleaned}], lambda w: w <> '')[1] END)[1]`;
}
