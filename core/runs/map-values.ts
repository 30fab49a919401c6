import { duckDbTypeSql, fromDuckDbType } from '#core/compiler/duckdb-type.ts';
import { identifier, joinSql, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { type ColumnMapping, columnMappingSchema } from '#core/graph/nodes/target-write.ts';

/** The rows of a query with the values that are called otherwise in the target; the same where there are none. */
export async function mapValues(session: EngineSession, query: SqlQuery, mapping: unknown): Promise<SqlQuery> {
  const parsed = columnMappingSchema.array().safeParse(mapping);
  const mapped = (parsed.success ? parsed.data : []).filter(({ values }) => values !== undefined && values.length > 0);
  if (mapped.length === 0) return query;
  const columns = await session.describe(query);
  const list = columns.map(({ name, duckDbType }) => {
    const entry = mapped.find(({ field }) => field === name);
    return entry === undefined ? identifier(name) : mapValue(name, duckDbType, entry);
  });
  const outer = renderSql(sql`SELECT ${joinSql(list)} FROM`);
  const shift = query.values.length;
  const text = outer.text.replaceAll(/\$(\d+)/g, (_, index: string) => `$${Number(index) + shift}`);
  return { text: `${text} (${query.text})`, values: [...query.values, ...outer.values] };
}

function mapValue(name: string, duckDbType: string, { values = [], otherwise = 'keep' }: ColumnMapping): Sql {
  const column = identifier(name);
  const type = duckDbTypeSql(fromDuckDbType(duckDbType));
  const cases = values.map(({ from, to }) => sql`WHEN ${from} THEN TRY_CAST(${to} AS ${type})`);
  const rest = otherwise === 'keep' ? column : sql`NULL`;
  return sql`CASE CAST(${column} AS VARCHAR) ${joinSql(cases, ' ')} ELSE ${rest} END AS ${column}`;
}
