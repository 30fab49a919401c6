import { isBlank, trimText } from '#core/formula/total-sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { type Sql, sql } from './sql.ts';

/** Condition: a value is there, and text is more than spaces. Never NULL. */
export function isNotBlank(value: Sql, type: FieldType): Sql {
  return type === 'text' ? sql`coalesce(${trimText(value)} <> '', FALSE)` : sql`NOT ${isBlank(value, type)}`;
}

/** The value, with blank text as NULL. */
export function blankAsNull(value: Sql, type: FieldType): Sql {
  return type === 'text' ? sql`CASE WHEN ${trimText(value)} <> '' THEN ${value} END` : value;
}

/** What values of a key are compared by; NULL when blank. `ignoreCase` also ignores spaces around text. */
export function keyOf(value: Sql, type: FieldType, ignoreCase: boolean): Sql {
  if (type === 'json') return sql`CAST(${value} AS VARCHAR)`;
  if (type !== 'text') return value;
  return ignoreCase ? sql`nullif(lower(${trimText(value)}), '')` : blankAsNull(value, type);
}
