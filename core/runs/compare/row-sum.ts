import { identifier, joinSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';

/** The sum over rows that PostgreSQL computes over the same texts, in the engine: equal for equal rows in any order. */
export function rowSumSql(fields: readonly Field[], rows: Sql): Sql {
  const texts = fields.map((field) => sql`coalesce('v' || ${canonicalTextSql(field)}, 'n')`);
  const digest = sql`md5(concat_ws(chr(31), ${joinSql(texts)}))`;
  return sql`SELECT CAST(coalesce(sum(CAST(CAST('0x' || substr(${digest}, 1, 15) AS BIGINT) AS HUGEINT)), 0) AS VARCHAR) FROM (${rows})`;
}

function canonicalTextSql({ name, type }: Field): Sql {
  const value = identifier(name);
  switch (type) {
    case 'decimal':
      return sql`regexp_replace(CAST(${value} AS VARCHAR), '\\.?0+$', '')`;
    case 'number':
      return sql`CASE WHEN isfinite(${value}) THEN format('{:.10e}', ${value}) ELSE 'none' END`;
    case 'date':
      return sql`strftime(${value}, '%Y-%m-%d')`;
    case 'datetime':
      return sql`CASE WHEN isfinite(${value}) THEN CAST(epoch_us(${value}) AS VARCHAR) ELSE 'none' END`;
    default:
      return sql`CAST(${value} AS VARCHAR)`;
  }
}
