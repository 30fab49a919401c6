import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';

/** Converts without ever failing: what does not fit is blank. Days and times without a zone are UTC. */
export function castTo(value: Sql, type: FieldType): Sql {
  // TRY_CAST fails on days that no instant reaches.
  if (type === 'datetime') return sql`TRY(CAST(${value} AS ${duckDbTypeSql(type)}))`;
  return sql`TRY_CAST(${value} AS ${duckDbTypeSql(type)})`;
}
