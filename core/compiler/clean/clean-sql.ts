import { compileFormula } from '#core/formula/compile-formula.ts';
import { emailPattern } from '#core/formula/functions/marketing.ts';
import { quoteField } from '#core/formula/quote-field.ts';
import { trimText } from '#core/formula/total-sql.ts';
import { countries, listCountryNames } from '#core/graph/countries.ts';
import type { Field } from '#core/graph/field-type.ts';
import { duckDbTypeSql } from '../duckdb-type.ts';
import { readTextSql } from '../scan-column.ts';
import { identifier, joinSql, type Sql, sql } from '../sql.ts';
import { urlPattern } from '../value-patterns.ts';

/*
 * Each function gives SQL of the clean value of a text, NULL when it cannot be read. Values are mentioned once and named
 * by a lambda, because a repeated expression doubles at every level.
 */

/** The value of `body` over `v`, which stands for `value`. */
function withValue(value: Sql, body: Sql): Sql {
  return sql`list_transform([${value}], lambda v: ${body})[1]`;
}

/** A function of the formula language over one field; its call is known to compile. */
function callFormula(call: string, field: Field): Sql {
  const compiled = compileFormula(call, [field], { now: '2026-01-01T00:00:00Z' });
  if ('error' in compiled) throw new Error(`${call}: ${compiled.error.code}`);
  return compiled.sql;
}

/**
 * Trimmed, lower case, out of `Name <address>`; a Gmail inbox has many addresses, that differ in dots and after a plus.
 * Most addresses are nothing but that, and are only looked at once.
 */
export function cleanEmail(field: Field, sameInbox: boolean): Sql {
  const written = identifier(field.name);
  const isAddress = (value: Sql) => sql`regexp_matches(${value}, ${emailPattern})`;
  const inbox = sql`replace(regexp_extract(v, '^[^@+]+'), '.', '') || '@gmail.com'`;
  const choose = (address: Sql) =>
    sameInbox
      ? withValue(address, sql`CASE WHEN regexp_matches(v, '@(gmail|googlemail)[.]com$') THEN ${inbox} ELSE v END`)
      : address;
  const unwrapped = callFormula(`NORMALIZEEMAIL(${quoteField(field.name)})`, field);
  const dirty = withValue(unwrapped, sql`CASE WHEN ${isAddress(sql`v`)} THEN v END`);
  const whenAddress = (value: Sql) => sql`WHEN ${isAddress(value)} THEN lower(${value})`;
  return choose(sql`CASE ${whenAddress(written)} ${whenAddress(sql`trim(${written})`)} ELSE ${dirty} END`);
}

/** What a phone number is read with: a country, or the field that holds its code or name. */
export type PhoneCountry = { readonly code: string } | { readonly field: Field };

/**
 * E.164: `+`, country, number, at most 15 digits. Without `+` or `00` the trunk prefix gives way to the calling code,
 * unless 11 digits or more begin with that code already.
 */
export function cleanPhone({ name }: Field, country: PhoneCountry): Sql {
  const { calling, trunk } = dialling(country);
  // `+44 (0)20…`: the zero is for those at home.
  const bare = sql`regexp_replace(regexp_replace(regexp_replace(v.t, '^\\s*(\\+|00)([^()]*)\\(0\\)', '\\1\\2'), '[^0-9+]+', '', 'g'), '^00', '+')`;
  const parts = sql`{t: ${trimText(identifier(name))}, c: ${calling}, k: ${trunk}}`;
  const digits = sql`list_transform([${parts}], lambda v: {d: ${bare}, c: v.c, k: v.k, ok: regexp_full_match(v.t, '(?i)(tel[.:]*\\s*)?[-0-9+().,/\\s\\x{a0}]+')})[1]`;
  const home = sql`CASE WHEN length(w.d) >= 11 AND starts_with(w.d, w.c) THEN '+' || w.d WHEN w.k <> '' AND starts_with(w.d, w.k) THEN '+' || w.c || substr(w.d, length(w.k) + 1) ELSE '+' || w.c || w.d END`;
  const complete = sql`list_transform([${digits}], lambda w: CASE WHEN NOT w.ok THEN NULL WHEN starts_with(w.d, '+') THEN w.d WHEN coalesce(w.c, '') = '' THEN NULL ELSE ${home} END)[1]`;
  return withValue(complete, sql`CASE WHEN regexp_full_match(v, '\\+[1-9][0-9]{7,14}') THEN v END`);
}

function dialling(country: PhoneCountry): { calling: Sql; trunk: Sql } {
  if ('code' in country) {
    const known = countries.find(({ code }) => code === country.code);
    return { calling: sql`${known?.callingCode ?? ''}::VARCHAR`, trunk: sql`${known?.trunkPrefix ?? ''}::VARCHAR` };
  }
  const code = cleanCountry(country.field);
  const pick = (of: (country: (typeof countries)[number]) => string) =>
    pickFrom(
      countries.map(({ code: key }) => key),
      countries.map(of),
      code,
    );
  return { calling: pick(({ callingCode }) => callingCode), trunk: pick(({ trunkPrefix }) => trunkPrefix) };
}

/** The entry of `values` at the place of `key` in `keys`, both written as one bound text that the engine splits once. */
export function pickFrom(keys: readonly string[], values: readonly string[], key: Sql): Sql {
  const list = (entries: readonly string[]) => sql`string_split(${entries.join('|')}::VARCHAR, '|')`;
  return sql`${list(values)}[list_position(${list(keys)}, ${key})]`;
}

/** The ISO code of a country that is written in English or Spanish, or by one of its codes. */
export function cleanCountry({ name }: Field): Sql {
  const names = [...listCountryNames()];
  const folded = sql`trim(regexp_replace(lower(strip_accents(${identifier(name)})), '[^\\p{L}\\p{N}]+', ' ', 'g'))`;
  return pickFrom(
    names.map(([key]) => key),
    names.map(([, code]) => code),
    folded,
  );
}

const particles =
  'de del la las los y i e da das do dos di van von der den ter ten zu zum zur al el bin ibn af av'.split(' ');
const romanNumbers = 'ii iii iv vi vii viii'.split(' ');

/**
 * A name in plain case. Names that mix upper and lower case are as their owners write them and only lose spare spaces.
 * Particles stay small but at the start; `Mc`, `O'`, `D'`, hyphens and Roman numbers are known.
 */
export function cleanName({ name }: Field): Sql {
  const tidy = sql`regexp_replace(${trimText(identifier(name))}, '[\\s\\p{Z}]+', ' ', 'g')`;
  const big = (part: Sql) => sql`upper(substr(${part}, 1, 1)) || substr(${part}, 2)`;
  const isOneOf = (words: readonly string[]) => sql`w IN (${joinSql(words.map((word) => sql`${word}::VARCHAR`))})`;
  const isApostrophe = (text: Sql) => sql`substr(${text}, 2, 1) IN ('''', '’')`;
  const cased = sql`CASE WHEN starts_with(p, 'mc') AND length(p) > 3 THEN 'Mc' || ${big(sql`substr(p, 3)`)} WHEN ${isApostrophe(sql`p`)} AND substr(p, 1, 1) IN ('o', 'd', 'l') THEN upper(substr(p, 1, 1)) || substr(p, 2, 1) || ${big(sql`substr(p, 3)`)} ELSE ${big(sql`p`)} END`;
  const pieces = sql`array_to_string(list_transform(string_split(w, '-'), lambda p: ${cased}), '-')`;
  // Most words are plain: what takes a lambda of its own is only done for others.
  const isPlain = sql`NOT (contains(w, '-') OR starts_with(w, 'mc') OR ${isApostrophe(sql`w`)})`;
  const word = sql`CASE WHEN ${isPlain} THEN ${big(sql`w`)} ELSE ${pieces} END`;
  const words = sql`list_transform(string_split(lower(v), ' '), lambda w, i: CASE WHEN i > 1 AND ${isOneOf(particles)} THEN w WHEN i > 1 AND ${isOneOf(romanNumbers)} THEN upper(w) ELSE ${word} END)`;
  return withValue(
    tidy,
    sql`CASE WHEN v = '' THEN NULL WHEN v = upper(v) OR v = lower(v) THEN array_to_string(${words}, ' ') ELSE v END`,
  );
}

const tracking =
  'utm_[a-z_]+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|_hsenc|_hsmi|hsctatracking|mkt_tok|vero_id|oly_enc_id|oly_anon_id|_openstat|s_cid';

/** An address with a scheme, host and scheme in lower case, and without the parameters that campaigns add. */
export function cleanUrl({ name }: Field): Sql {
  const complete = withValue(
    trimText(identifier(name)),
    sql`CASE WHEN regexp_matches(v, '^[A-Za-z][A-Za-z0-9+.-]*://') THEN v ELSE 'https://' || v END`,
  );
  const cut = sql`regexp_replace(v, ${`([?&])(?:(?:${tracking})=[^&#]*(?:&|(#|$)))+`}, '\\1\\2', 'gi')`;
  const lowered = sql`lower(regexp_extract(v, '^[^:]+://[^/?#]*')) || regexp_replace(v, '^[^:]+://[^/?#]*', '')`;
  const tidy = sql`regexp_replace(v, '[?&]+(#|$)', '\\1')`;
  const cleaned = withValue(withValue(withValue(complete, cut), tidy), lowered);
  return withValue(cleaned, sql`CASE WHEN regexp_full_match(v, ${urlPattern}) THEN v END`);
}

/** One of the campaign parameters of an address. */
export function readUtm(field: Field, parameter: string): Sql {
  return callFormula(`URLPARAM(${quoteField(field.name)}, "${parameter}")`, field);
}

const spanishMonths = [
  ['ene(?:ro)?', 'Jan'],
  ['feb(?:rero)?', 'Feb'],
  ['mar(?:zo)?', 'Mar'],
  ['abr(?:il)?', 'Apr'],
  ['may(?:o)?', 'May'],
  ['jun(?:io)?', 'Jun'],
  ['jul(?:io)?', 'Jul'],
  ['ago(?:sto)?', 'Aug'],
  ['sep(?:t|tiembre)?|set(?:iembre)?', 'Sep'],
  ['oct(?:ubre)?', 'Oct'],
  ['nov(?:iembre)?', 'Nov'],
  ['dic(?:iembre)?', 'Dec'],
] as const;

// Years of two digits come first: the engine reads `26` as the year 26 too.
const byDigits = {
  dmy: ['%d/%m/%y', '%d/%m/%Y', '%Y/%m/%d'],
  mdy: ['%m/%d/%y', '%m/%d/%Y', '%Y/%m/%d'],
  ymd: ['%y/%m/%d', '%Y/%m/%d'],
};
const byMonthName = ['%d %b %Y', '%d %B %Y', '%b %d %Y', '%B %d %Y'];
const times = [' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%f', ' %I:%M %p', ' %I:%M:%S %p'];

/** A date in the order that its parts are written in, by digits or by English or Spanish months; ISO is always read. */
export function cleanDate({ name }: Field, order: keyof typeof byDigits, withTime: boolean): Sql {
  const text = sql`v`;
  const isZoned = sql`regexp_full_match(v, '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?\\s*([Zz]|[+-]\\d{2}(:?\\d{2})?)')`;
  // Few texts have a time or a month in letters, and every further format costs.
  const parsed = sql`CASE WHEN NOT regexp_matches(v, '[:\\p{L}]') THEN ${parseAny(sql`translate(v, '-.', '//')`, byDigits[order])} WHEN ${isZoned} THEN TRY_CAST(v AS TIMESTAMPTZ) WHEN regexp_matches(v, '\\p{L}{3}') THEN ${parseAny(englishMonths(text), [...byMonthName, ...timed(byMonthName)])} ELSE ${parseAny(slashedDay(text), timed(byDigits[order]))} END`;
  const instant = withValue(trimText(identifier(name)), parsed);
  if (withTime) return sql`CAST(${instant} AS ${duckDbTypeSql('datetime')})`;
  return sql`CAST(timezone('UTC', ${instant}) AS ${duckDbTypeSql('date')})`;
}

/** Slashes between the digits of the day, one space before the time. */
function slashedDay(text: Sql): Sql {
  const slashed = sql`regexp_replace(${text}, '^(\\d+)[-.](\\d+)[-.](\\d+)', '\\1/\\2/\\3')`;
  return sql`regexp_replace(regexp_replace(${slashed}, '(\\d)(?:T|,\\s*)(\\d)', '\\1 \\2'), '\\s+', ' ', 'g')`;
}

function englishMonths(text: Sql): Sql {
  return spanishMonths.reduce(
    (before, [spanish, english]) => sql`regexp_replace(${before}, ${`\\b(?:${spanish})\\b\\.?`}, ${english}, 'i')`,
    sql`regexp_replace(${text}, '(?i)\\s+(de|del)\\s+|,\\s*|\\s+', ' ', 'g')`,
  );
}

function timed(formats: readonly string[]): string[] {
  return formats.flatMap((format) => times.map((time) => format + time));
}

/** The instant that the first fitting format reads, of a year that people write with four digits. */
function parseAny(text: Sql, formats: readonly string[]): Sql {
  const list = joinSql(formats.map((format) => sql`${format}`));
  return sql`timezone('UTC', list_filter([try_strptime(${text}, [${list}])], lambda d: year(d) BETWEEN 1000 AND 9999)[1])`;
}

/** An exact number as it is written where the decimal separator is the given one, with or without a currency. */
export function cleanNumber({ name }: Field, decimalSeparator: ',' | '.'): Sql {
  const bare = sql`regexp_replace(${identifier(name)}, ${"[\\s\\p{Z}\\p{Sc}'’]|(?i:eur|usd|gbp)|%$"}, '', 'g')`;
  const signed = sql`regexp_replace(regexp_replace(${bare}, '^\\((.+)\\)$', '-\\1'), '^(.+)-$', '-\\1')`;
  const style = { decimalSeparator, thousandsSeparator: decimalSeparator === ',' ? '.' : ',' } as const;
  return withValue(signed, readTextSql(sql`v`, 'decimal', undefined, style));
}
