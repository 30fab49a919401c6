import { targetConnectors } from '#connectors/registry.ts';
import { recordSql } from '#core/compiler/cast-failure.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { type CountedRefusal, countRefusals, type FoundRefusals, findBeyondLimits } from './find-refusals.ts';

/** For a plan: takes rows out of a table with their `#place` that would be set aside before anything is sent. */
export async function leaveOutBeyondLimits(
  session: EngineSession,
  step: TargetStep,
  incoming: Sql,
): Promise<readonly CountedRefusal[]> {
  const found = await judge(session, step, incoming);
  if (found === null) return [];
  const reasons = await countRefusals(session, found);
  await session.execute(
    renderSql(sql`DELETE FROM ${incoming} WHERE "#place" IN (SELECT "#place" FROM ${found.faults})`),
  );
  return reasons;
}

/** The rows of a query that keep to what the target takes; the others go to the session's `rejected_rows`. */
export async function setAsideBeyondLimits(
  session: EngineSession,
  step: TargetStep,
  query: SqlQuery,
): Promise<{ readonly query: SqlQuery; readonly rejected: number }> {
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if ((connector?.limitRows?.(step.settings, step.fields) ?? null) === null) return { query, rejected: 0 };
  const table = identifier(`${step.nodeId}.judged`);
  await session.execute({
    text: `CREATE TABLE ${renderSql(table).text} AS SELECT row_number() OVER () AS "#place", * FROM (${query.text})`,
    values: query.values,
  });
  const found = await judge(session, step, table);
  const rejected = found === null ? 0 : await rejectRows(session, step, table, found);
  const faults = found === null ? sql`SELECT NULL WHERE false` : sql`SELECT "#place" FROM ${found.faults}`;
  const kept = sql`SELECT * EXCLUDE ("#place") FROM ${table} WHERE "#place" NOT IN (${faults}) ORDER BY "#place"`;
  return { query: renderSql(kept), rejected };
}

async function judge(session: EngineSession, step: TargetStep, incoming: Sql): Promise<FoundRefusals | null> {
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  return connector === undefined ? null : findBeyondLimits({ session, step, incoming }, connector);
}

async function rejectRows(
  session: EngineSession,
  { nodeId, fields }: TargetStep,
  table: Sql,
  { refusals, faults }: FoundRefusals,
): Promise<number> {
  if (refusals.length === 0) return 0;
  const pick = (choose: (refusal: FoundRefusals['refusals'][number]) => Sql) =>
    sql`CASE "#fault" ${joinSql(
      refusals.map((refusal, index) => sql`WHEN ${BigInt(index)} THEN ${choose(refusal)}`),
      ' ',
    )} END`;
  const asText = (field: string | null) => (field === null ? sql`NULL` : sql`CAST(${identifier(field)} AS VARCHAR)`);
  const { rowsChanged } = await session.execute(
    renderSql(sql`INSERT INTO rejected_rows BY NAME SELECT ${nodeId} AS node_id,
      ${pick(({ reason }) => sql`${reason}`)} AS reason, ${pick(({ field }) => sql`${field}`)} AS field,
      ${pick(({ field }) => asText(field))} AS value, ${recordSql(fields)} AS record
      FROM ${table} JOIN ${faults} USING ("#place")`),
  );
  return rowsChanged;
}
