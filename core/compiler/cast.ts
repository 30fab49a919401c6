import { formatInstant } from '#core/formula/format-text.ts';
import { trimText } from '#core/formula/total-sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { duckDbTypeSql } from './duckdb-type.ts';
import { type Sql, sql } from './sql.ts';

const integerPattern = '[+-]?[0-9]+';
const numberPattern = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';

type Cast = (value: Sql, format: string) => Sql;

const tryCast = (type: FieldType) => (value: Sql) => sql`TRY_CAST(${value} AS ${duckDbTypeSql(type)})`;

// The engine's own casts round 1.5 to 2 and take 1_000 for a thousand; ours never change a value silently.
const wholeNumber = (value: Sql) => sql`CASE WHEN ${value} = trunc(${value}) THEN TRY_CAST(${value} AS BIGINT) END`;

const fromText: Partial<Record<FieldType, Cast>> = {
  integer: (text) => castMatching(text, integerPattern, 'integer'),
  decimal: (text) => castMatching(text, numberPattern, 'decimal'),
  number: (text) => castMatching(text, numberPattern, 'number'),
  boolean: (text) => sql`CASE ${whenWord(text)} ${whenWord(trimText(text))} END`,
  date: (text, format) => (format === '' ? castInstant(text, 'date') : sql`CAST(${parsed(text, format)} AS DATE)`),
  datetime: (text, format) => (format === '' ? castInstant(text, 'datetime') : parsed(text, format)),
  json: tryCast('json'),
};

const casts: Record<FieldType, Partial<Record<FieldType, Cast>>> = {
  text: fromText,
  integer: { decimal: tryCast('decimal'), number: tryCast('number'), boolean: zeroOrOne, text: plainText },
  decimal: { integer: wholeNumber, number: tryCast('number'), text: decimalText },
  number: { integer: wholeNumber, decimal: tryCast('decimal'), text: numberText },
  boolean: { integer: tryCast('integer'), text: plainText },
  date: { datetime: (date) => sql`timezone('UTC', CAST(${date} AS TIMESTAMP))`, text: plainText },
  datetime: { date: (instant) => sql`CAST(timezone('UTC', ${instant}) AS DATE)`, text: formatInstant },
  json: Object.fromEntries(
    Object.entries({ ...fromText, text: (text: Sql) => text }).map(([type, cast]) => [
      type,
      (value: Sql, format: string) => cast(sql`(${value} ->> '$')`, format),
    ]),
  ),
};

/** Whether every value of the first type has one of the second. */
export function isTotalCast(from: FieldType, to: FieldType): boolean {
  return from === to || (from !== 'text' && from !== 'json' && (to === 'text' || to === 'json'));
}

/**
 * SQL that converts a value, NULL when it cannot be; null when the types never convert.
 * `format` is a strptime pattern for text that becomes a date or datetime; instants without an offset are UTC.
 */
export function castSql(value: Sql, from: FieldType, to: FieldType, format = ''): Sql | null {
  if (from === to) return value;
  if (to === 'json' && from !== 'text') return sql`to_json(${value})`;
  return casts[from][to]?.(value, format) ?? null;
}

/** Text as it is first: taking off the spaces around it costs more than all the rest, and few values have any. */
function castMatching(text: Sql, pattern: string, type: FieldType): Sql {
  const whenMatching = (value: Sql) => {
    const cast = tryCast(type)(value);
    const finite = type === 'number' ? sql`nullif(nullif(${cast}, 'Infinity'), '-Infinity')` : cast;
    return sql`WHEN regexp_full_match(${value}, ${pattern}) THEN ${finite}`;
  };
  return sql`CASE ${whenMatching(text)} ${whenMatching(trimText(text))} END`;
}

/**
 * Only what begins with a digit: the engine reads words such as `epoch` and `infinity` as dates. After a date, though
 * not after an instant, it passes over ASCII spaces by itself.
 */
function castInstant(text: Sql, type: 'date' | 'datetime'): Sql {
  const trimmed = trimText(text);
  const endsPlainly = type === 'date' ? sql`strlen(${text}) = length(${text})` : sql`(${text})[-1] BETWEEN '!' AND '~'`;
  const isPlain = sql`${text} BETWEEN '0' AND '9~' AND ${endsPlainly}`;
  return sql`CASE WHEN ${isPlain} THEN ${tryCast(type)(text)} WHEN ${trimmed} BETWEEN '0' AND '9~' THEN ${tryCast(type)(trimmed)} END`;
}

function whenWord(text: Sql): Sql {
  return sql`WHEN lower(${text}) IN ('true', 't', 'yes', 'y', '1', 'sí', 'si', 'verdadero') THEN TRUE WHEN lower(${text}) IN ('false', 'f', 'no', 'n', '0', 'falso') THEN FALSE`;
}

function parsed(text: Sql, format: string): Sql {
  const parse = (value: Sql) => sql`try_strptime(${value}, ${format})`;
  const instant = sql`coalesce(${parse(text)}, ${parse(trimText(text))})`;
  // With a zone in the pattern the engine answers an instant already.
  return /%[zZ]/.test(format) ? instant : sql`timezone('UTC', ${instant})`;
}

function zeroOrOne(value: Sql): Sql {
  return sql`CASE ${value} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END`;
}

function plainText(value: Sql): Sql {
  return sql`CAST(${value} AS VARCHAR)`;
}

function decimalText(value: Sql): Sql {
  return sql`rtrim(rtrim(CAST(${value} AS VARCHAR), '0'), '.')`;
}

function numberText(value: Sql): Sql {
  return sql`regexp_replace(CAST(${value} AS VARCHAR), '[.]0$', '')`;
}
