import { mappedInput } from '#core/compiler/lower-mapping.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';

/** The rows of a query as they go to the target; those that cannot be mapped are not among them. */
export function mapValues(query: SqlQuery, { mapped }: Pick<TargetStep, 'mapped'>): SqlQuery {
  return mapped === undefined ? query : overRows(query, mapped.query);
}

/** Adds the rows of a query that cannot be mapped to the session's `rejected_rows`; returns how many. */
export async function refuseUnmapped(session: EngineSession, query: SqlQuery, step: TargetStep): Promise<number> {
  const refusals = step.mapped?.refusals ?? null;
  if (refusals === null) return 0;
  const { text, values } = overRows(query, sql`SELECT ${step.nodeId} AS node_id, * FROM (${refusals})`);
  return (await session.execute({ text: `INSERT INTO rejected_rows BY NAME SELECT * FROM (${text})`, values }))
    .rowsChanged;
}

/** A query that reads the rows of another as `mappedInput`. */
function overRows(query: SqlQuery, outer: Sql): SqlQuery {
  const { text, values } = renderSql(outer, query.values);
  const name = renderSql(identifier(mappedInput)).text;
  return { text: `WITH ${name} AS NOT MATERIALIZED (${query.text}) ${text}`, values };
}
