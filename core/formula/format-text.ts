import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { finite } from './total-sql.ts';

/** A value as people write it: `12.5`, not `12.5000000000`; `3`, not `3.0`. */
export function formatText(value: Sql, type: FieldType): Sql {
  if (type === 'text') return value;
  if (type === 'decimal') return sql`regexp_replace(CAST(${value} AS VARCHAR), '\\.?0+$', '')`;
  if (type === 'number') return sql`regexp_replace(CAST(${finite(value)} AS VARCHAR), '\\.0$', '')`;
  if (type === 'datetime') return formatInstant(value);
  return sql`CAST(${value} AS VARCHAR)`;
}

/** An instant in ISO 8601, in UTC: `2026-03-01T18:45:00Z`. */
export function formatInstant(value: Sql): Sql {
  return sql`replace(CAST(timezone('UTC', ${value}) AS VARCHAR), ' ', 'T') || 'Z'`;
}
