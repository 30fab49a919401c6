import { identifier, joinSql, renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Whether a target refused a whole load because some of its text cannot be stored there. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof TelarError && error.code === 'postgres_text_invalid';
}

export interface StorableRows {
  /** The rows that are left, in order. */
  readonly query: SqlQuery;
  readonly rejected: number;
}

/**
 * Sets aside the rows whose text holds NUL, which PostgreSQL stores nowhere. Looked for only once a load has failed by
 * it: looking at every text of every load would cost more than what it finds.
 */
export async function setAsideUnstorable(
  session: EngineSession,
  nodeId: string,
  query: SqlQuery,
): Promise<StorableRows> {
  const table = identifier(`${nodeId}.storable`);
  await session.execute({
    text: `CREATE TABLE ${renderSql(table).text} AS FROM (${query.text})`,
    values: query.values,
  });
  const columns = await session.describe(renderSql(sql`SELECT * FROM ${table}`));
  const texts = columns.filter(({ duckDbType }) => duckDbType === 'VARCHAR' || duckDbType === 'JSON');
  const rows = renderSql(sql`SELECT * FROM ${table} ORDER BY rowid`);
  if (texts.length === 0) return { query: rows, rejected: 0 };
  const holdsNul = ({ name, duckDbType }: (typeof texts)[number]) =>
    duckDbType === 'JSON'
      ? sql`contains(CAST(${identifier(name)} AS VARCHAR), '\\u0000')`
      : sql`contains(${identifier(name)}, chr(0))`;
  const unstorable = joinSql(
    texts.map((column) => sql`coalesce(${holdsNul(column)}, false)`),
    ' OR ',
  );
  const branches = texts.map((column) => sql`WHEN ${holdsNul(column)} THEN ${column.name}`);
  const members = columns.map(({ name }) => sql`${identifier(name)} := ${identifier(name)}`);
  const { rowsChanged } = await session.execute(
    renderSql(sql`INSERT INTO rejected_rows BY NAME SELECT ${nodeId} AS node_id, 'text_unstorable' AS reason,
      CASE ${joinSql(branches, ' ')} END AS field, CAST(to_json(struct_pack(${joinSql(members)})) AS VARCHAR) AS record
      FROM ${table} WHERE ${unstorable}`),
  );
  await session.execute(renderSql(sql`DELETE FROM ${table} WHERE ${unstorable}`));
  return { query: rows, rejected: rowsChanged };
}
