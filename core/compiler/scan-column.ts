import { trimText } from '#core/formula/total-sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { duckDbTypeSql } from './duckdb-type.ts';
import { type Sql, sql } from './sql.ts';

/** How numbers are written in a file of others. */
export interface NumberStyle {
  readonly decimalSeparator: '.' | ',';
  readonly thousandsSeparator: '' | '.' | ',' | ' ' | "'";
}

export const plainNumbers: NumberStyle = { decimalSeparator: '.', thousandsSeparator: '' };

/** The typed value of text, NULL when the text does not hold one. Never fails. */
export function readTextSql(text: Sql, type: FieldType, format: string | undefined, style: NumberStyle): Sql {
  if (type === 'text') return text;
  if (type === 'integer') return readWholeTextSql(plainNumberSql(text, style));
  if (type === 'decimal' || type === 'number') return readValueSql(plainNumberSql(text, style), type);
  if (format === undefined) return readValueSql(text, type);
  return sql`CAST(try_strptime(${trimText(text)}, ${format}) AS ${duckDbTypeSql(type)})`;
}

/** The value of any engine type as one of ours, NULL when it does not fit. Never fails. */
export function readValueSql(value: Sql, type: FieldType): Sql {
  if (type === 'decimal') {
    return sql`coalesce(${smallDecimalSql(value)}, TRY_CAST(${value} AS ${duckDbTypeSql(type)}))`;
  }
  if (type !== 'integer') return sql`TRY_CAST(${value} AS ${duckDbTypeSql(type)})`;
  // A cast alone would round 1.5 to 2.
  return sql`CASE WHEN CAST(TRY_CAST(${value} AS BIGINT) AS DOUBLE) = TRY_CAST(${value} AS DOUBLE) THEN TRY_CAST(${value} AS BIGINT) END`;
}

/** As `readValueSql`; a number that is written as the engine writes it needs no look at its fraction, which is slow. */
function readWholeTextSql(text: Sql): Sql {
  const whole = sql`TRY_CAST(${text} AS BIGINT)`;
  return sql`CASE WHEN CAST(${whole} AS VARCHAR) = ${text} THEN ${whole} ELSE ${readValueSql(text, 'integer')} END`;
}

/**
 * The decimal when it is below 100 million, else NULL. DuckDB reads text into 64-bit decimals twenty times as fast as
 * into wide ones; with the same digits after the point both round alike.
 */
function smallDecimalSql(value: Sql): Sql {
  return sql`CAST(TRY_CAST(${value} AS DECIMAL(18,10)) AS ${duckDbTypeSql('decimal')})`;
}

/** Condition: something was written in `raw` and `typed` could not hold it. */
export function castFailedSql(raw: Sql, typed: Sql): Sql {
  return sql`(${typed} IS NULL AND ${trimText(sql`CAST(${raw} AS VARCHAR)`)} <> '')`;
}

function plainNumberSql(text: Sql, { decimalSeparator, thousandsSeparator }: NumberStyle): Sql {
  const point = (grouped: Sql): Sql => (decimalSeparator === ',' ? sql`replace(${grouped}, ',', '.')` : grouped);
  // Under a decimal comma a point is either a thousands separator, checked below, or a mistake.
  const misplaced = decimalSeparator === ',' && thousandsSeparator !== '.' ? sql`contains(${text}, '.')` : sql`false`;
  if (thousandsSeparator === '')
    return decimalSeparator === '.' ? text : sql`CASE WHEN ${misplaced} THEN NULL ELSE ${point(text)} END`;
  const ungrouped = point(sql`replace(${text}, ${thousandsSeparator}, '')`);
  const grouping = groupingPattern(decimalSeparator, thousandsSeparator);
  return sql`CASE WHEN ${misplaced} THEN NULL WHEN NOT contains(${trimText(text)}, ${thousandsSeparator}) THEN ${point(text)} WHEN regexp_full_match(${trimText(text)}, ${grouping}) THEN ${ungrouped} END`;
}

/** `1,5` must not become 15: separators count only between groups of three. */
function groupingPattern(decimalSeparator: string, thousandsSeparator: string): string {
  return `[+-]?\\d{1,3}([${thousandsSeparator}]\\d{3})+([${decimalSeparator}]\\d*)?`;
}
