import { isBlank, trimText } from '#core/formula/total-sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { type Sql, sql } from './sql.ts';

/*
 * Taking off all that `trimText` knows as spaces costs fifteen times as much as looking at the two ends, which are plain
 * in nearly every text. CASE, because the engine computes both sides of an OR outside of WHERE.
 */

/** Whether the first character is visible ASCII. */
function beginsPlainly(value: Sql): Sql {
  return sql`${value} BETWEEN '!' AND '~~'`;
}

/** Whether the first and the last character are visible ASCII. */
function isBare(value: Sql): Sql {
  return sql`${beginsPlainly(value)} AND (${value})[-1] BETWEEN '!' AND '~'`;
}

/** Condition: a value is there, and text is more than spaces. Never NULL. */
export function isNotBlank(value: Sql, type: FieldType): Sql {
  if (type !== 'text') return sql`NOT ${isBlank(value, type)}`;
  return sql`CASE WHEN ${beginsPlainly(value)} THEN TRUE ELSE coalesce(${trimText(value)} <> '', FALSE) END`;
}

/** The value, with blank text as NULL. */
export function blankAsNull(value: Sql, type: FieldType): Sql {
  if (type !== 'text') return value;
  return sql`CASE WHEN ${beginsPlainly(value)} OR ${beginsPlainly(sql`ltrim(${value})`)} OR ${trimText(value)} <> '' THEN ${value} END`;
}

/** What values of a key are compared by; NULL when blank. `ignoreCase` also ignores spaces around text. */
export function keyOf(value: Sql, type: FieldType, ignoreCase: boolean): Sql {
  if (type === 'json') return sql`CAST(${value} AS VARCHAR)`;
  if (type !== 'text') return value;
  if (!ignoreCase) return blankAsNull(value, type);
  const bare = sql`trim(${value})`;
  return sql`CASE WHEN ${isBare(value)} THEN lower(${value}) WHEN ${isBare(bare)} THEN lower(${bare}) ELSE nullif(lower(${trimText(value)}), '') END`;
}

/** Text without the spaces around it; NULL when nothing is left. Most text is plain once the ASCII spaces are off. */
export function trimOrBlank(value: Sql): Sql {
  return trimBare(sql`trim(${value})`);
}

/** `trimOrBlank` of text that has no ASCII spaces around it any more. */
export function trimBare(bare: Sql): Sql {
  return sql`CASE WHEN ${isBare(bare)} THEN ${bare} ELSE nullif(${trimText(bare)}, '') END`;
}
