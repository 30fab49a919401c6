import { identifier, joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';

/**
 * 128 bits over the values of a row, equal for equal rows in every run and engine version. Blank and empty differ,
 * and values cannot run into each other.
 */
export function rowHashSql(fields: readonly Pick<Field, 'name'>[]): Sql {
  const values = joinSql(fields.map(({ name }) => identifier(name)));
  return sql`CAST(md5(CAST(json_array(${values}) AS VARCHAR)) AS UUID)`;
}
