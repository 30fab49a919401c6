import { isIdentifier, type Sql, sql } from '#core/compiler/sql.ts';
import { freeMailDomains } from '#core/graph/free-mail-domains.ts';
import type { FormulaFunction, FormulaParameter } from '../formula-function.ts';
import { blankIfEmpty, clamp, condition, trimText } from '../total-sql.ts';
import { defineIn } from './define-in.ts';

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const email: FormulaParameter = { name: 'email', accepts: ['text'] };
const phone: FormulaParameter = { name: 'phone', accepts: ['text'] };
const prefix: FormulaParameter = { name: 'country prefix', accepts: ['text'] };

const maxVisible = 1_000_000n;

export const emailPattern =
  "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$";

const define = defineIn('marketing');

/** Functions for e-mail addresses, phone numbers and personal data. */
export const marketingFunctions: readonly FormulaFunction[] = [
  define('NORMALIZEEMAIL', ['NORMALIZARCORREO'], [email], 'text', ([value]) => normalizeEmail(value), [
    ['NORMALIZEEMAIL(" Ana@Example.COM ")', 'ana@example.com'],
    ['NORMALIZEEMAIL("Ana López <ana@example.com>")', 'ana@example.com'],
  ]),
  define('EMAILDOMAIN', ['DOMINIOCORREO'], [email], 'text', ([value]) => emailDomain(value), [
    ['EMAILDOMAIN("Ana@Example.com")', 'example.com'],
    ['EMAILDOMAIN("no address")', null],
  ]),
  define(
    'EMAILUSER',
    ['USUARIOCORREO'],
    [email],
    'text',
    ([value]) => blankIfEmpty(sql`lower(regexp_extract(${trimText(value)}, '^([^@\\s]+)@[^@\\s]+$', 1))`),
    [
      ['EMAILUSER("Ana.Lopez@Example.com")', 'ana.lopez'],
      ['EMAILUSER("no address")', null],
    ],
  ),
  define(
    'ISEMAIL',
    ['ESCORREO'],
    [email],
    'boolean',
    ([value]) => condition(sql`regexp_matches(${trimText(value)}, ${emailPattern}::VARCHAR)`),
    [
      ['ISEMAIL("ana@example.com")', true],
      ['ISEMAIL("ana@example")', false],
      ['ISEMAIL(BLANK)', false],
    ],
    'false',
  ),
  define(
    'ISFREEEMAIL',
    ['ESCORREOGRATUITO'],
    [email],
    'boolean',
    ([value]) =>
      condition(sql`list_contains(string_split(${freeMailDomains.join(' ')}::VARCHAR, ' '), ${emailDomain(value)})`),
    [
      ['ISFREEEMAIL("ana@gmail.com")', true],
      ['ISFREEEMAIL("ana@example.com")', false],
    ],
    'false',
  ),
  define(
    'NORMALIZEPHONE',
    ['NORMALIZARTELEFONO'],
    [phone, prefix],
    'text',
    (args) => normalizePhone(args[0], args[1]),
    [
      ['NORMALIZEPHONE("600 12 34 56", "34")', '+34600123456'],
      ['NORMALIZEPHONE("0044 (20) 7946-0958", "34")', '+442079460958'],
      ['NORMALIZEPHONE("123", "34")', null],
    ],
  ),
  define(
    'ISPHONE',
    ['ESTELEFONO'],
    [phone, { ...prefix, optional: true }],
    'boolean',
    ([value, country], { types }) =>
      condition(sql`${normalizePhone(value, types.length > 1 ? country : sql`''`)} <> ''`),
    [
      ['ISPHONE("+34 600 12 34 56")', true],
      ['ISPHONE("600 12 34 56", "34")', true],
      ['ISPHONE("123")', false],
    ],
    'false',
  ),
  define(
    'MASK',
    ['OCULTAR'],
    [text, { name: 'visible', accepts: ['integer'], optional: true }],
    'text',
    ([value, visible], { types }) => mask(value, types.length > 1 ? clamp(visible, 0n, maxVisible) : sql`0`),
    [
      ['MASK("ES9121000418450200051332", 4)', '••••••••••••••••••••1332'],
      ['MASK("1234")', '••••'],
    ],
  ),
];

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
  const isPlain = (of: Sql) => sql`regexp_full_match(${of}, ${'[!-9;=?-~]+'}::VARCHAR)`;
  const rest = sql`list_filter([${cleaned}], lambda w: w <> '')[1]`;
  const named = (body: Sql) => sql`list_transform([${value}], lambda v: ${body})[1]`;
  if (!isIdentifier(value)) return named(sql`CASE WHEN ${isPlain(sql`v`)} THEN lower(v) ELSE ${rest} END`);
  return sql`CASE WHEN ${isPlain(value)} THEN lower(${value}) ELSE ${named(rest)} END`;
}

/** Hides all but the last characters; a text no longer than those is hidden whole. */
function mask(value: Sql, visible: Sql): Sql {
  return sql`list_transform([{t: ${value}, n: ${visible}}], lambda v: CASE WHEN length(v.t) <= v.n THEN repeat('•', length(v.t)) ELSE repeat('•', length(v.t) - v.n) || right(v.t, v.n) END)[1]`;
}
