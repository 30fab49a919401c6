import { join } from 'node:path';
import type { TargetStep } from '#core/compiler/plan.ts';
import { renderSql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { sightPeople } from '#core/people/sight-people.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import type { TelarError } from '#core/platform/telar-error.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { openRows } from '../stored-rows.ts';
import { hashTarget } from './find-due-rows.ts';

/** Rows that a target has not taken, kept for it. */
export interface Held {
  readonly nodeId: string;
  readonly settingsHash: string;
  readonly rows: number;
  readonly blobKey: string;
  /** Null: earlier rows of the target go first, so nothing was tried. */
  readonly failure: TelarError | null;
}

/** Keeps the rows on their way into a target as they came to it, in their order. */
export async function holdRows(
  execution: PlanExecution,
  step: TargetStep,
  query: SqlQuery,
  failure: TelarError | null,
): Promise<Held> {
  const { session, folder, runId } = execution;
  const { nodeId } = step;
  const path = join(folder, `held-${crypto.randomUUID()}.parquet`);
  const blobKey = `runs/${runId}/held-${nodeId}.parquet`;
  const rows = await exportRelation(session, query, 'parquet', path);
  await getBlobStore().adopt(blobKey, path);
  const held = await openHeld(execution, blobKey);
  if (held !== null) await sightPeople({ ...execution, nodeId, role: 'held' }, held, step.input.fields);
  return { nodeId, settingsHash: hashTarget(step), rows, blobKey, failure };
}

/** The rows that are held under a key, as the target's step reads them; null when they are gone. */
export async function openHeld(
  execution: Pick<PlanExecution, 'session' | 'folder'>,
  blobKey: string,
): Promise<SqlQuery | null> {
  const rows = await openRows(execution, blobKey);
  return rows === null ? null : renderSql(sql`SELECT * FROM ${rows}`);
}
