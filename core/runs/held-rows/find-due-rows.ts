import type { TargetStep } from '#core/compiler/plan.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { hashSettings } from '../hash-settings.ts';

/** Rows of a target that go before others of it: held by a run that came first, unless the target was set up anew since. */
const goesFirst = Prisma.sql`(ahead.status = 'waiting' OR (ahead.status = 'failed' AND ahead.settings_hash = held.settings_hash))`;

export interface DueRows {
  readonly runId: string;
  readonly nodeId: string;
  readonly pipelineId: string;
}

/**
 * Held rows that may be sent now: their time has come, no earlier ones of the same target are held, and no run is
 * writing to it. `of` asks for those of one run, which is at work on them.
 */
export function findDueRows(now: Date, of?: string, transaction: Transaction = getDatabase()): Promise<DueRows[]> {
  const whose = of === undefined ? Prisma.sql`run.status = 'retrying'` : Prisma.sql`run.id = ${of}`;
  return transaction.$queryRaw<DueRows[]>`
    SELECT held.run_id AS "runId", held.node_id AS "nodeId", held.pipeline_id AS "pipelineId"
    FROM held_rows held JOIN runs run ON run.id = held.run_id
    WHERE held.status = 'waiting' AND ${whose} AND (held.next_at IS NULL OR held.next_at <= ${now})
      AND NOT EXISTS (
        SELECT FROM held_rows ahead JOIN runs earlier ON earlier.id = ahead.run_id
        WHERE ahead.pipeline_id = held.pipeline_id AND ahead.node_id = held.node_id AND ${goesFirst}
          AND (earlier.created_at, earlier.id) < (run.created_at, run.id))
      AND NOT EXISTS (
        SELECT FROM runs other JOIN run_steps step ON step.run_id = other.id
        WHERE other.pipeline_id = held.pipeline_id AND other.status = 'running' AND other.parked_at IS NULL
          AND step.node_id = held.node_id AND step.status = 'running')
    ORDER BY run.created_at LIMIT 200`;
}

export interface RowsAhead {
  readonly runId: string;
  readonly status: 'waiting' | 'failed';
  /** Whether a worker is sending them, or about to. */
  readonly isAtWork: boolean;
}

/** Held rows of other runs that must reach the target before those of this run. */
export function findRowsAhead(
  { runId, pipelineId }: { readonly runId: string; readonly pipelineId: string },
  step: Pick<TargetStep, 'nodeId' | 'kind' | 'settings'>,
  transaction: Transaction = getDatabase(),
): Promise<RowsAhead[]> {
  return transaction.$queryRaw<RowsAhead[]>`
    SELECT ahead.run_id AS "runId", ahead.status, run.status IN ('queued', 'running') AS "isAtWork"
    FROM held_rows ahead JOIN runs run ON run.id = ahead.run_id,
      (SELECT ${hashTarget(step)} AS settings_hash) held
    WHERE ahead.pipeline_id = ${pipelineId} AND ahead.node_id = ${step.nodeId} AND ahead.run_id <> ${runId}
      AND ${goesFirst}
    ORDER BY run.created_at, run.id`;
}

/** Equal for targets that are set up alike. */
export function hashTarget({ kind, settings }: Pick<TargetStep, 'kind' | 'settings'>): string {
  return hashSettings(kind, settings);
}
