import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FormulaFunction, FormulaParameter } from '../formula-function.ts';
import { blankIfEmpty, condition } from '../total-sql.ts';
import { defineIn } from './define-in.ts';

const text: FormulaParameter = { name: 'text', accepts: ['text'] };
const url: FormulaParameter = { name: 'url', accepts: ['text'] };
const name: FormulaParameter = { name: 'name', accepts: ['text'], constant: true };

const define = defineIn('web');

/** Functions for web addresses, encodings and fingerprints. */
export const webFunctions: readonly FormulaFunction[] = [
  define('URLDOMAIN', ['DOMINIOURL'], [url], 'text', ([value]) => urlDomain(value), [
    ['URLDOMAIN("https://www.example.com/offers?id=1")', 'example.com'],
  ]),
  define(
    'URLPATH',
    ['RUTAURL'],
    [url],
    'text',
    ([value]) =>
      blankIfEmpty(sql`regexp_extract(${value}, '^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*|[^/?#:]*)(/[^?#]*)', 1)`),
    [
      ['URLPATH("https://example.com/offers/summer?id=1")', '/offers/summer'],
      ['URLPATH("https://example.com")', null],
    ],
  ),
  define(
    'URLPARAM',
    ['PARAMETROURL'],
    [url, name],
    'text',
    ([value], { constants }) => {
      const pattern = `[?&]${escapePattern(constants[1] ?? '')}=([^&#]*)`;
      const raw = sql`regexp_extract(${value}, ${pattern}::VARCHAR, 1)`;
      return blankIfEmpty(sql`TRY(url_decode(replace(${raw}, '+', ' ')))`);
    },
    [
      ['URLPARAM("https://example.com/?utm_source=spring%20news&id=1", "utm_source")', 'spring news'],
      ['URLPARAM("https://example.com/", "utm_source")', null],
    ],
  ),
  define(
    'SETURLPARAM',
    ['PONERPARAMETROURL'],
    [url, name, { name: 'value', accepts: ['text'] }],
    'text',
    ([value, , added], { constants }) => setUrlParam(value, constants[1] ?? '', added),
    [
      [
        'SETURLPARAM("https://example.com/a", "utm_source", "spring news")',
        'https://example.com/a?utm_source=spring%20news',
      ],
      ['SETURLPARAM("https://example.com/?id=1&v=2#top", "id", "3")', 'https://example.com/?v=2&id=3#top'],
    ],
  ),
  define(
    'CLEANURL',
    ['LIMPIARURL'],
    [url],
    'text',
    ([value]) => sql`rtrim(regexp_extract(trim(${value}), '^[^?#]*'), '/')`,
    [['CLEANURL("https://example.com/offers/?utm_source=x#top")', 'https://example.com/offers']],
  ),
  define(
    'ISURL',
    ['ESURL'],
    [url],
    'boolean',
    ([value]) =>
      condition(
        sql`regexp_matches(trim(${value}), '^(?i:https?)://[^\\s/?#@:.]+(?:\\.[^\\s/?#@:.]+)+(?::\\d{1,5})?(?:[/?#]\\S*)?$')`,
      ),
    [
      ['ISURL("https://example.com/offers")', true],
      ['ISURL("example dot com")', false],
    ],
    'false',
  ),
  define('URLENCODE', ['CODIFICARURL'], [text], 'text', ([value]) => sql`url_encode(${value})`, [
    ['URLENCODE("niños & más")', 'ni%C3%B1os%20%26%20m%C3%A1s'],
  ]),
  define('URLDECODE', ['DECODIFICARURL'], [text], 'text', ([value]) => sql`TRY(url_decode(${value}))`, [
    ['URLDECODE("ni%C3%B1os")', 'niños'],
  ]),
  define(
    'SLUG',
    ['SLUGURL'],
    [text],
    'text',
    ([value]) => sql`trim(regexp_replace(lower(strip_accents(${value})), '[^a-z0-9]+', '-', 'g'), '-')`,
    [['SLUG("¡Oferta de Otoño 2026!")', 'oferta-de-otono-2026']],
  ),
  define('HASH', ['HUELLA', 'SHA256'], [text], 'text', ([value]) => sql`sha256(${value})`, [
    ['HASH("a")', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
  ]),
  define('MD5', ['HUELLAMD5'], [text], 'text', ([value]) => sql`md5(${value})`, [
    ['MD5("a")', '0cc175b9c0f1b6a831c399e269772661'],
  ]),
  define('SHA1', ['HUELLASHA1'], [text], 'text', ([value]) => sql`sha1(${value})`, [
    ['SHA1("a")', '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
  ]),
  define('BASE64ENCODE', ['CODIFICARBASE64'], [text], 'text', ([value]) => sql`to_base64(encode(${value}))`, [
    ['BASE64ENCODE("añ")', 'YcOx'],
  ]),
  define(
    'BASE64DECODE',
    ['DECODIFICARBASE64'],
    [text],
    'text',
    ([value]) => sql`TRY(decode(TRY(from_base64(${value}))))`,
    [
      ['BASE64DECODE("YcOx")', 'añ'],
      ['BASE64DECODE("###")', null],
    ],
  ),
];

function urlDomain(value: Sql): Sql {
  const pattern = '^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\s]+\\.[^/?#:@\\s]+)';
  return blankIfEmpty(sql`regexp_extract(lower(trim(${value})), ${pattern}::VARCHAR, 1)`);
}

/** Takes the parameter out wherever it stands, then adds it at the end of the query, before the fragment. */
function setUrlParam(url: Sql, written: string, value: Sql): Sql {
  const without = sql`regexp_replace(v.u, ${`([?&])${escapePattern(written)}=[^&#]*&?`}::VARCHAR, '\\1', 'g')`;
  const bare = sql`regexp_replace(${without}, '[?&]+(#|$)', '\\1')`;
  const added = sql`${`${encodeURIComponent(written.toWellFormed())}=`}::VARCHAR || url_encode(v.p)`;
  const joined = sql`list_transform([${bare}], lambda b: regexp_extract(b, '^[^#]*') || CASE WHEN contains(regexp_extract(b, '^[^#]*'), '?') THEN '&' ELSE '?' END || ${added} || regexp_extract(b, '#.*$'))[1]`;
  return sql`list_transform([{u: ${url}, p: ${value}}], lambda v: ${joined})[1]`;
}

/** A name as part of a pattern, letter for letter. */
function escapePattern(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, (character) =>
    /^[\x20-\x7e]$/.test(character) ? `\\${character}` : character,
  );
}
