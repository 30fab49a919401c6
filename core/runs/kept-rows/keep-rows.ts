import type { LoadResult } from '#connectors/kit/connector.ts';
import { composeQuery } from '#core/compiler/compose-query.ts';
import { fromDuckDbType } from '#core/compiler/duckdb-type.ts';
import type { PlanStep, SourceStep, TransformStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { PlanExecution } from '../plan-execution.ts';
import type { StepOutcome } from '../record-steps.ts';
import { openRows, storeRows } from '../stored-rows.ts';

/** Of what comes out of a step, so many first rows are kept to look at. */
export const keptRowsOfStep = 1_000;
/** Of what is on its way into a target, which people search for single rows. */
export const keptRowsOfTarget = 10_000;
/** Where rows go straight into a target, looking at them computes them twice: not for more than so many. */
export const computedTwiceAtMost = 250_000;

/** Names of the columns that are ours: the place of the row among all, from 1, and the port it came out of. */
export const rowColumn = '#row';
export const portColumn = '#port';
/** What became of the row, where a target tells of single ones. */
export const fateColumn = '#fate';

type Kept = Pick<StepOutcome, 'keptBlobKey' | 'keptRows' | 'fields'>;

/** Keeps the first rows that came out of each port of a step, with their columns. Rows that cannot be kept stop no run. */
export async function keepStepRows(
  execution: PlanExecution,
  step: SourceStep | TransformStep,
  stored: ReadonlySet<string>,
): Promise<Kept> {
  if (execution.dry !== undefined) return {};
  const outputs = step.role === 'source' ? [step] : step.outputs.filter(({ ofRejects }) => !ofRejects);
  const limit = BigInt(keptRowsOfStep);
  const parts = outputs.map(({ port, relation }) => {
    const rows =
      step.role === 'source'
        ? sql`SELECT * FROM ${identifier(relation)}`
        : composeQuery(execution.plan, relation, stored);
    return sql`(SELECT ${port} AS ${identifier(portColumn)}, row_number() OVER () AS ${identifier(rowColumn)}, * FROM (SELECT * FROM (${rows}) LIMIT ${limit}))`;
  });
  const fields = outputs[0]?.fields.map(({ name, type }) => ({ name, type })) ?? [];
  const kept = await tryToKeep(execution, () => store(execution, step, joinSql(parts, ' UNION ALL BY NAME ')));
  return { ...kept, fields };
}

/** Keeps the first rows on their way into a target, as they are sent, numbered as the target knows them. */
export function keepTargetRows(execution: PlanExecution, step: PlanStep, query: SqlQuery): Promise<Kept> {
  const { session } = execution;
  return tryToKeep(execution, async () => {
    const columns = await session.describe(query);
    const table = identifier(`${step.nodeId}.kept`);
    await session.execute({
      text: `CREATE OR REPLACE TEMP TABLE ${renderSql(table).text} AS SELECT row_number() OVER () AS "${rowColumn}", * FROM (SELECT * FROM (${query.text}) LIMIT ${keptRowsOfTarget})`,
      values: query.values,
    });
    const kept = await store(execution, step, sql`SELECT * FROM ${table}`);
    await session.execute(renderSql(sql`DROP TABLE ${table}`));
    return { ...kept, fields: columns.map(({ name, duckDbType }) => ({ name, type: fromDuckDbType(duckDbType) })) };
  });
}

/** Adds to the kept rows of a target what it tells became of each. */
export async function keepFates(
  execution: PlanExecution,
  step: PlanStep,
  fates: NonNullable<LoadResult['fates']>,
): Promise<void> {
  if (fates.length === 0) return;
  await tryToKeep(execution, async () => {
    const kept = await openRows(execution, keyOf(execution, step));
    if (kept === null) return {};
    const list = sql`from_json(${JSON.stringify(fates)}::JSON, '["VARCHAR"]')`;
    const told = sql`SELECT kept.*, fates.list[kept.${identifier(rowColumn)}] AS ${identifier(fateColumn)}
      FROM ${kept} AS kept, (SELECT ${list} AS list) AS fates`;
    return store(execution, step, told);
  });
}

async function tryToKeep(execution: PlanExecution, keep: () => Promise<Kept>): Promise<Kept> {
  try {
    return await keep();
  } catch (error) {
    execution.signal.throwIfAborted();
    getLogger('runs').warn({ err: error, runId: execution.runId }, 'Rows of a step were not kept');
    return {};
  }
}

async function store(
  execution: PlanExecution,
  step: PlanStep,
  rows: Sql,
): Promise<{ keptBlobKey: string; keptRows: number }> {
  const keptBlobKey = keyOf(execution, step);
  return { keptBlobKey, keptRows: await storeRows(execution, keptBlobKey, rows) };
}

function keyOf({ runId }: PlanExecution, { nodeId }: PlanStep): string {
  return `runs/${runId}/rows-${nodeId}.parquet`;
}
