import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, sql } from '#core/compiler/sql.ts';
import type { StepCounts } from '../account-rows.ts';
import type { PlanExecution } from '../plan-execution.ts';
import type { Checkpoint } from '../run-checkpoints.ts';
import { openRows, storeRows } from '../stored-rows.ts';

/** Keeps the rows of the step's table and those it set aside, and answers the keys of both files. */
export async function storeReading(execution: PlanExecution, step: SourceStep): Promise<string[]> {
  const prefix = `runs/${execution.runId}/read-${step.nodeId}-${execution.epoch}`;
  const keys = [`${prefix}.parquet`, `${prefix}-rejected.parquet`] as const;
  await storeRows(execution, keys[0], sql`SELECT * FROM ${identifier(step.relation)}`);
  await storeRows(
    execution,
    keys[1],
    sql`SELECT * EXCLUDE (node_id) FROM rejected_rows WHERE node_id = ${step.nodeId}`,
  );
  return [...keys];
}

/** Brings back what an earlier attempt read; null when its files are gone. */
export async function restoreReading(
  execution: PlanExecution,
  step: SourceStep,
  { blobKeys, detail }: Checkpoint,
): Promise<StepCounts | null> {
  const { session } = execution;
  const [rowsKey = '', rejectedKey = ''] = blobKeys;
  const rows = await openRows(execution, rowsKey);
  const rejected = await openRows(execution, rejectedKey);
  if (rows === null || rejected === null) return null;
  const columns = step.fields.map(
    ({ name, type }) => sql`CAST(${identifier(name)} AS ${duckDbTypeSql(type)}) AS ${identifier(name)}`,
  );
  await session.execute(
    renderSql(sql`CREATE TABLE ${identifier(step.relation)} AS SELECT ${joinSql(columns)} FROM ${rows}`),
  );
  await session.execute(
    renderSql(sql`INSERT INTO rejected_rows BY NAME SELECT ${step.nodeId} AS node_id, * FROM ${rejected}`),
  );
  return detail.counts as StepCounts;
}
