import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { castTo } from './cast-to.ts';

/*
 * Building blocks that never fail at run time and mention each argument once. Once, because a repeated argument
 * doubles the expression at every level of nesting; NULLIF and CASE x WHEN repeat theirs inside the engine
 * (measured: 20 nested NULLIF take minutes to bind), so a one-element list stands in for a local variable.
 * TRY goes around each part that can fail, not around the whole, because the engine computes parts that occur twice
 * once, outside of TRY.
 */

/** Blank instead of infinity and not-a-number, which division by zero and overflow give. */
export function finite(value: Sql): Sql {
  return sql`list_filter([${value}], lambda v: isfinite(v))[1]`;
}

/** A value computed in the given numeric type, blank when it does not fit. */
export function totalNumber(value: Sql, type: FieldType): Sql {
  if (type === 'integer') return sql`TRY(${value})`;
  return type === 'decimal' ? castTo(sql`TRY(${value})`, 'decimal') : finite(value);
}

/** Space, tab, line breaks, no-break and zero-width spaces: what dirty data has around its text. */
export const blankCharacters = ' \t\n\r\f\v\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff';

/** Text without the spaces around it. */
export function trimText(text: Sql): Sql {
  return sql`trim(${text}, ${blankCharacters}::VARCHAR)`;
}

/** TRUE for NULL and for text with nothing but spaces; JSON null counts as blank. */
export function isBlank(value: Sql, type: FieldType): Sql {
  if (type === 'text') return sql`coalesce(${trimText(value)} = '', TRUE)`;
  if (type === 'json') return sql`coalesce(CAST(${value} AS VARCHAR) = 'null', TRUE)`;
  return sql`(${value} IS NULL)`;
}

/** Blank where the text is empty. */
export function blankIfEmpty(text: Sql): Sql {
  return sql`list_filter([${text}], lambda v: v <> '')[1]`;
}

/** A condition: blank counts as FALSE. */
export function condition(value: Sql): Sql {
  return sql`coalesce(${value}, FALSE)`;
}

/** A whole number kept within bounds that the engine's functions accept. */
export function clamp(value: Sql, lowest: bigint, highest: bigint): Sql {
  return sql`CAST(list_transform([${value}], lambda v: CASE WHEN v < ${lowest}::BIGINT THEN ${lowest}::BIGINT WHEN v > ${highest}::BIGINT THEN ${highest}::BIGINT ELSE v END)[1] AS INTEGER)`;
}
