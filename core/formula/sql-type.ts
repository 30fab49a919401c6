import { type Sql, sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';

const sqlTypes: Readonly<Record<FieldType, Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  decimal: sql`DECIMAL(38,10)`,
  number: sql`DOUBLE`,
  boolean: sql`BOOLEAN`,
  date: sql`DATE`,
  datetime: sql`TIMESTAMP`,
  json: sql`JSON`,
};

/** The engine type that every formula result of a field type has. */
export function sqlTypeOf(type: FieldType): Sql {
  return sqlTypes[type];
}

/** Converts without ever failing: what does not fit is blank. */
export function castTo(value: Sql, type: FieldType): Sql {
  return sql`TRY_CAST(${value} AS ${sqlTypeOf(type)})`;
}
