import { checkBrake } from '#connectors/kit/check-brake.ts';
import type { TargetColumn, TargetContents } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { createEmptySource, loadSource } from '#core/engine/load-source.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createConnectorContext } from './connector-context.ts';
import { countRefusals, type FoundRefusals, findRefusals } from './forecast/find-refusals.ts';
import { leaveOutBeyondLimits } from './forecast/leave-out-beyond-limits.ts';
import { mapValues } from './map-values.ts';
import { leaveOutSent } from './outgoing-rows.ts';
import type { PlanExecution } from './plan-execution.ts';
import type { PlannedTarget } from './planned-target.ts';
import { queryCount } from './stored-rows.ts';

export type PlanScope = Pick<
  PlanExecution,
  'workspaceId' | 'pipelineId' | 'session' | 'folder' | 'signal' | 'allowRemovals'
>;

/** Compares the rows of `query` with what the target holds, which is read and not written. */
export async function planTarget(execution: PlanScope, step: TargetStep, query: SqlQuery): Promise<PlannedTarget> {
  const { session } = execution;
  const incoming = await storeIncoming(session, step, mapValues(query, step));
  const all = await queryCount(session, sql`SELECT count(*) FROM ${incoming}`);
  const beyond = await leaveOutBeyondLimits(session, step, incoming);
  const left = beyond.reduce((sum, { rows }) => sum + rows, 0);
  const sent = await leaveOutSent(execution, step, incoming);
  const { planned } = await openRows(execution, step, incoming, all - left - sent);
  return {
    ...planned,
    rows: all,
    unchanged: planned.unchanged + sent,
    rejected: planned.rejected + left,
    reasons: [...beyond, ...planned.reasons],
  };
}

/** A plan of a target, with what it was found out from. */
export interface OpenedTarget {
  readonly planned: PlannedTarget;
  /** Null where the target cannot be read. */
  readonly contents: TargetContents | null;
  /** The rows that come, as a table with their `#place`. */
  readonly incoming: Sql;
  /** Null where nothing is compared. */
  readonly comparison: Comparison | null;
}

/** As `planTarget`, of rows that are to be sent as they are; they stay in the session. */
export async function openTarget(execution: PlanScope, step: TargetStep, query: SqlQuery): Promise<OpenedTarget> {
  const { session } = execution;
  const incoming = await storeIncoming(session, step, query);
  return openRows(execution, step, incoming, await queryCount(session, sql`SELECT count(*) FROM ${incoming}`));
}

async function storeIncoming(session: EngineSession, { nodeId }: TargetStep, query: SqlQuery): Promise<Sql> {
  const incoming = identifier(`${nodeId}.incoming`);
  await session.execute({
    text: `CREATE TABLE ${renderSql(incoming).text} AS SELECT row_number() OVER () AS "#place", * FROM (${query.text})`,
    values: query.values,
  });
  return incoming;
}

/** What becomes of so many rows. */
async function openRows(execution: PlanScope, step: TargetStep, incoming: Sql, rows: number): Promise<OpenedTarget> {
  const { session } = execution;
  const connector = targetConnectors[step.kind as keyof typeof targetConnectors];
  if (connector === undefined) throw new TelarError('target_unknown', { params: { kind: step.kind } });
  const requests = connector.countRequests?.(step.settings, rows) ?? 0;
  const none = {
    nodeId: step.nodeId,
    rows,
    updates: 0,
    removes: 0,
    unchanged: 0,
    skipped: 0,
    rejected: 0,
    reasons: [],
    halts: null,
  };
  const planned = { ...none, creates: rows, requests };
  if (connector.read === undefined) return { planned, contents: null, incoming, comparison: null };
  const context = await createConnectorContext({ ...execution, dry: true, settings: step.settings });
  const contents = await connector.read({ ...context, fields: step.fields });
  const found = await findRefusals({ session, step, connector, context, incoming });
  if (contents.mode === 'append' || contents.mode === 'replace') {
    const added = await leaveOutRefused(session, planned, found);
    if (contents.mode === 'append') return { planned: added, contents, incoming, comparison: null };
    const present = await storePresent(session, step, contents);
    const removes = await queryCount(session, sql`SELECT count(*) FROM ${present}`);
    return { planned: { ...added, removes }, contents, incoming, comparison: null };
  }
  const present = await storePresent(session, step, contents);
  const comparison = { ...createComparison(contents, incoming, present), faults: found?.faults ?? null };
  if (contents.mode === 'update' && found !== null) await forgiveSkipped(session, comparison, found);
  const compared = await compare(execution, contents, comparison, planned);
  const reasons = found === null ? [] : await countRefusals(session, found);
  return { planned: { ...compared, reasons }, contents, incoming, comparison };
}

/** Of rows that are only added, those that the target would refuse are none. */
async function leaveOutRefused(session: EngineSession, planned: PlannedTarget, found: FoundRefusals | null) {
  if (found === null) return planned;
  const reasons = await countRefusals(session, found);
  const rejected = reasons.reduce((sum, { rows }) => sum + rows, 0);
  return { ...planned, creates: planned.rows - rejected, rejected, reasons };
}

/** Rows that an update does not find are passed over, whatever they hold; but for their keys, nobody looks at them. */
async function forgiveSkipped(session: EngineSession, comparison: Comparison, { refusals, faults }: FoundRefusals) {
  const ofKeys = refusals.flatMap(({ reason }, index) => (reason.startsWith('key_') ? [index] : []));
  const known = sql`SELECT "#place" FROM (${matchRows({ ...comparison, faults: null })}) WHERE "#known"`;
  await session.execute(
    renderSql(sql`DELETE FROM ${faults} WHERE "#place" NOT IN (${known})
      AND NOT list_contains(CAST(${JSON.stringify(ofKeys)}::JSON AS BIGINT[]), "#fault")`),
  );
}

function createComparison(
  { columns, removedRows }: TargetContents,
  incoming: Sql,
  present: Sql,
): Omit<Comparison, 'faults'> {
  const isGone = removedRows === null ? sql`false` : sql`coalesce(${identifier(changeField.name)} = 'removed', false)`;
  const keys = columns.filter(({ key }) => key);
  const same = joinSql(
    keys.map(({ name, field, fieldType }) => sql`i.${identifier(field)} = ${asField(name, fieldType)}`),
    ' AND ',
  );
  return { incoming, present, columns, isGone, same };
}

async function compare(
  { session, allowRemovals }: PlanScope,
  { mode, removedRows, brakePercent }: TargetContents,
  rows: Comparison,
  planned: PlannedTarget,
): Promise<PlannedTarget> {
  const { usable, fresh, changed, known, gone, goneKnown } = await countMatches(session, rows);
  const marked = removedRows === 'delete' ? goneKnown : 0;
  const base = { ...planned, creates: 0, rejected: planned.rows - usable, removes: marked, skipped: gone - marked };
  switch (mode) {
    case 'insert':
      return { ...base, creates: fresh, skipped: known + base.skipped };
    case 'update':
      return { ...base, updates: changed, unchanged: known - changed, skipped: fresh + base.skipped };
    case 'delete':
      return { ...base, removes: known + goneKnown, skipped: fresh + gone - goneKnown };
    case 'upsert':
      return { ...base, creates: fresh, updates: changed, unchanged: known - changed };
    case 'mirror': {
      const missing = await countMissing(session, rows);
      const total = await queryCount(session, sql`SELECT count(*) FROM ${rows.present}`);
      const halts = findHalt({ total, missing, staged: planned.rows, brakePercent, allowRemovals });
      return {
        ...base,
        creates: fresh,
        updates: changed,
        unchanged: known - changed,
        removes: missing,
        skipped: gone,
        halts,
      };
    }
    default:
      return planned;
  }
}

/** The rows of the target as a table of the session. */
async function storePresent(session: EngineSession, step: TargetStep, { extraction, columns }: TargetContents) {
  const relation = `${step.nodeId}.present`;
  const fields = columns.map(({ name, type }) => ({ name, type }));
  if (extraction === null) await createEmptySource(session, relation, fields);
  else await Promise.all([extraction.feed?.(), loadSource(session, relation, fields, extraction.scan, relation)]);
  return identifier(relation);
}

/** Rows that come as `i`, and those of the target as `t`. */
export interface Comparison {
  readonly incoming: Sql;
  readonly present: Sql;
  readonly columns: readonly TargetColumn[];
  /** Whether a row that comes is marked as removed. */
  readonly isGone: Sql;
  readonly same: Sql;
  /** Table with the `#place` of rows that the target would refuse; null: it says nothing of that. */
  readonly faults: Sql | null;
}

const matchCounts = ['usable', 'fresh', 'changed', 'known', 'gone', 'goneKnown'] as const;

/** Of several rows with one key the last counts, and rows without a key do not, as when they are loaded. */
async function countMatches(session: EngineSession, rows: Comparison) {
  const marked = matchRows(rows);
  const usable = sql`FROM (${marked}) WHERE "#usable"`;
  const counted = await session.queryRows(
    renderSql(sql`SELECT count(*), count(*) FILTER (WHERE NOT "#gone" AND NOT "#known"),
      count(*) FILTER (WHERE NOT "#gone" AND "#known" AND "#changed"), count(*) FILTER (WHERE NOT "#gone" AND "#known"),
      count(*) FILTER (WHERE "#gone"), count(*) FILTER (WHERE "#gone" AND "#known") ${usable}`),
    1,
  );
  const counts = matchCounts.map((name, index) => [name, Number(counted.rows[0]?.[index] ?? 0)] as const);
  return Object.fromEntries(counts) as Record<(typeof matchCounts)[number], number>;
}

/** SELECT of the rows that come, each with whether it counts, is marked as removed, is in the target, and differs there. */
export function matchRows({ incoming, present, columns, isGone, same, faults }: Comparison): Sql {
  const keys = columns.filter(({ key }) => key).map(({ field }) => identifier(field));
  const isBlank = joinSql(
    keys.map((key) => sql`${key} IS NULL`),
    ' OR ',
  );
  const isLast = sql`row_number() OVER (PARTITION BY ${joinSql(keys)} ORDER BY "#place" DESC) = 1`;
  const isTaken = faults === null ? sql`true` : sql`"#place" NOT IN (SELECT "#place" FROM ${faults})`;
  const placed = sql`SELECT *, ${isGone} AS "#gone", NOT (${isBlank}) AND ${isLast} AND ${isTaken} AS "#usable" FROM ${incoming}`;
  const changes = columns.filter(({ key }) => !key).map(differs);
  const isChanged = changes.length === 0 ? sql`false` : sql`(${joinSql(changes, ' OR ')})`;
  return sql`SELECT i.*, t."#there" IS NOT NULL AS "#known", coalesce(${isChanged}, false) AS "#changed"
    FROM (${placed}) AS i LEFT JOIN (SELECT *, true AS "#there" FROM ${present}) AS t ON ${same}`;
}

function countMissing(session: EngineSession, { incoming, present, isGone, same }: Comparison): Promise<number> {
  const staying = sql`SELECT 1 FROM (SELECT * FROM ${incoming} WHERE NOT ${isGone}) AS i WHERE ${same}`;
  return queryCount(session, sql`SELECT count(*) FROM ${present} AS t WHERE NOT EXISTS (${staying})`);
}

/** The column of the target as the field's type: what the target holds otherwise differs. */
function asField(name: string, type: TargetColumn['fieldType']): Sql {
  return sql`TRY_CAST(t.${identifier(name)} AS ${duckDbTypeSql(type)})`;
}

function differs({ name, field, fieldType, policy }: TargetColumn): Sql {
  const current = asField(name, fieldType);
  const incoming = sql`i.${identifier(field)}`;
  const unequal =
    fieldType === 'json'
      ? sql`CAST(json(${incoming}) AS VARCHAR) IS DISTINCT FROM CAST(json(${current}) AS VARCHAR)`
      : sql`${incoming} IS DISTINCT FROM ${current}`;
  switch (policy) {
    case 'always':
      return unequal;
    case 'only_if_empty':
      return sql`(coalesce(CAST(${current} AS VARCHAR), '') = '' AND ${unequal})`;
    case 'never_clear':
      return sql`(coalesce(CAST(${incoming} AS VARCHAR), '') <> '' AND ${unequal})`;
    case 'append_to_list':
      return sql`(${incoming} IS NOT NULL AND NOT contains(coalesce(CAST(${current} AS VARCHAR), ''), CAST(${incoming} AS VARCHAR)))`;
  }
}

function findHalt(removals: Parameters<typeof checkBrake>[0]): string | null {
  try {
    checkBrake(removals);
    return null;
  } catch (error) {
    if (error instanceof TelarError) return error.code;
    throw error;
  }
}
