import type { ReadContext, TargetConnector } from '#connectors/kit/connector.ts';
import type { TargetConstraints } from '#connectors/kit/target-constraints.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { columnMappingSchema, matchesByKey, type WriteMode } from '#core/graph/nodes/target-write.ts';
import { composeRefusals, type Refusal } from './compose-refusals.ts';

/** Rows that a target would refuse, found out without it. */
export interface FoundRefusals {
  readonly refusals: readonly Refusal[];
  /** A table of the session: `#place` of each row at fault, and `#fault`, the place of its refusal in the list. */
  readonly faults: Sql;
  /** Rules that only the target can judge. */
  readonly unchecked: readonly string[];
}

interface FindOptions {
  readonly session: EngineSession;
  readonly step: TargetStep;
  readonly connector: Pick<TargetConnector<Record<string, unknown>>, 'constrain'>;
  readonly context: ReadContext<Record<string, unknown>>;
  /** The rows as they would be sent, with their `#place`. */
  readonly incoming: Sql;
}

/** Judges rows by what their target says of itself; null where it says nothing. Only reads. */
export async function findRefusals({
  session,
  step,
  connector,
  context,
  incoming,
}: FindOptions): Promise<FoundRefusals | null> {
  const constraints = (await connector.constrain?.({ ...context, fields: step.fields })) ?? null;
  return constraints === null ? null : judgeRows({ session, step, incoming }, constraints);
}

/** The same of what the settings alone say. */
export async function findBeyondLimits(
  scope: Pick<FindOptions, 'session' | 'step' | 'incoming'>,
  connector: Pick<TargetConnector<Record<string, unknown>>, 'limitRows'>,
): Promise<FoundRefusals | null> {
  const { settings, fields } = scope.step;
  const constraints = connector.limitRows?.(settings, fields) ?? null;
  return constraints === null ? null : judgeRows(scope, constraints);
}

async function judgeRows(
  { session, step, incoming }: Pick<FindOptions, 'session' | 'step' | 'incoming'>,
  constraints: TargetConstraints,
): Promise<FoundRefusals> {
  const refusals = composeRefusals(constraints, keyFields(step));
  const faults = identifier(`${step.nodeId}.faults`);
  const isMarked = step.fields.some(({ name }) => name === changeField.name);
  const stays = isMarked ? sql`${identifier(changeField.name)} IS DISTINCT FROM 'removed'` : sql`TRUE`;
  const judge = (isLast: boolean) => {
    const cases = refusals.flatMap(({ condition, last = false }, index) =>
      last === isLast ? [sql`WHEN ${condition} THEN ${BigInt(index)}`] : [],
    );
    return cases.length === 0 ? sql`NULL` : sql`CASE ${joinSql(cases, ' ')} END`;
  };
  const judged = sql`SELECT *, CAST(${judge(false)} AS BIGINT) AS "#fault" FROM ${incoming} WHERE ${stays}`;
  await session.execute(
    renderSql(sql`CREATE OR REPLACE TABLE ${faults} AS
      SELECT "#place", "#fault" FROM (SELECT "#place", coalesce("#fault", ${judge(true)}) AS "#fault" FROM (${judged}))
      WHERE "#fault" IS NOT NULL`),
  );
  return { refusals, faults, unchecked: constraints.unchecked };
}

/** The fields that identify a row, for modes that look for it. */
function keyFields({ settings: { mode, keys, mapping } }: TargetStep): string[] {
  if (!matchesByKey(mode as WriteMode) || !Array.isArray(keys)) return [];
  const parsed = columnMappingSchema.array().safeParse(mapping);
  const pairs = parsed.success ? parsed.data : [];
  return keys.map((key) => pairs.find(({ column }) => column === key)?.field ?? String(key));
}

/** The rows of a target that were set aside because they could not be mapped, by what was wrong. */
export async function countUnmapped(session: EngineSession, nodeId: string): Promise<CountedRefusal[]> {
  const counted = await session.queryRows(
    renderSql(
      sql`SELECT reason, field, count(*) FROM rejected_rows WHERE node_id = ${nodeId} GROUP BY ALL ORDER BY 3 DESC, 1, 2`,
    ),
  );
  return counted.rows.map(([reason, field, rows]) => ({
    reason: String(reason),
    field: field === null ? null : String(field),
    limit: null,
    fault: null,
    rows: Number(rows),
  }));
}

export interface CountedRefusal extends Omit<Refusal, 'condition' | 'last'> {
  /** Its place in the list; null: the row does not get that far. */
  readonly fault: number | null;
  readonly rows: number;
}

/** How many rows each refusal would take; those that take none are left out. */
export async function countRefusals(
  session: EngineSession,
  { refusals, faults }: FoundRefusals,
): Promise<CountedRefusal[]> {
  const counted = await session.queryRows(
    renderSql(sql`SELECT "#fault", count(*) FROM ${faults} GROUP BY 1 ORDER BY 2 DESC, 1`),
    refusals.length + 1,
  );
  return counted.rows.flatMap(([fault, rows]) => {
    const refusal = refusals[Number(fault)];
    if (refusal === undefined) return [];
    const { condition: _, last: __, ...told } = refusal;
    return [{ ...told, fault: Number(fault), rows: Number(rows) }];
  });
}
