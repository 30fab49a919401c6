import type { PartContents, PartRange } from '#connectors/kit/connector.ts';
import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import { leaseLost, leaseMs } from '../claim-run.ts';
import { fenceRun } from '../fence-run.ts';
import { toJson } from '../save-step.ts';
import type { PartScope } from './plan-parts.ts';

/** A part that a worker reads, for as long as its claim and that of the run hold. */
export interface ClaimedPart extends PartScope {
  readonly part: number;
  readonly attempt: number;
  readonly range: PartRange;
}

/** A part that failed so often fails the run. */
const maxFailures = 4;
/** And so does one over which so many workers died. */
export const maxPartAttempts = 20;
const retryMs = 1_000;

/**
 * Takes the first part of the step that waits, or whose worker is gone; null when there is none, or when the run went to
 * another claim or ended.
 */
export async function claimPart(scope: PartScope, workerId: string): Promise<ClaimedPart | null> {
  const { runId, nodeId, epoch } = scope;
  const [claimed] = await getDatabase().$queryRaw<{ part: number; attempt: number; range: PartRange }[]>`
    UPDATE run_parts SET
      status = 'running', attempts = attempts + 1, worker_id = ${workerId},
      lease_until = now() + ${leaseMs} * interval '1 millisecond', started_at = now(), finished_at = NULL
    WHERE run_id = ${runId} AND node_id = ${nodeId} AND part = (
      SELECT part FROM run_parts
      WHERE run_id = ${runId} AND node_id = ${nodeId} AND epoch = ${epoch} AND attempts < ${maxPartAttempts}
        AND status IN ('pending', 'running') AND (lease_until IS NULL OR lease_until < now())
        AND EXISTS (SELECT 1 FROM runs WHERE id = ${runId} AND epoch = ${epoch} AND status = 'running')
      ORDER BY part LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING part, attempts AS attempt, range`;
  return claimed === undefined ? null : { ...scope, ...claimed };
}

/** Prolongs the claim on the part. Throws `run_lease_lost` when it, or the claim on its run, is gone. */
export async function renewPart({ runId, nodeId, epoch, part, attempt }: ClaimedPart): Promise<void> {
  const renewed = await getDatabase().$executeRaw`
    UPDATE run_parts SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
    WHERE run_id = ${runId} AND node_id = ${nodeId} AND part = ${part} AND attempts = ${attempt} AND status = 'running'
      AND EXISTS (SELECT 1 FROM runs WHERE id = ${runId} AND epoch = ${epoch} AND status = 'running')`;
  if (renewed === 0) throw leaseLost();
}

/** Makes a part that was read true. Throws `run_lease_lost` under an old claim of the run or of the part. */
export function finishPart(claimed: ClaimedPart, { rows, bytes }: PartContents, blobKey: string): Promise<void> {
  return endPart(claimed, { status: 'succeeded', rows, bytes, blobKey });
}

/** Gives a part back after a failure, or for good after too many. Throws `run_lease_lost` under an old claim. */
export async function failPart(claimed: ClaimedPart, error: SerializedError): Promise<void> {
  const { runId, nodeId, part } = claimed;
  const { failures } = await getDatabase().runPart.findUniqueOrThrow({
    where: { runId_nodeId_part: { runId, nodeId, part } },
    select: { failures: true },
  });
  const isOver = !error.retryable || failures + 1 >= maxFailures;
  await endPart(claimed, {
    status: isOver ? 'failed' : 'pending',
    failures: failures + 1,
    error: toJson(error),
    leaseUntil: new Date(Date.now() + retryMs * 2 ** failures),
  });
}

/** Gives a part back because its worker stops. */
export function releasePart(claimed: ClaimedPart): Promise<void> {
  return endPart(claimed, { status: 'pending' });
}

type PartEnd = Parameters<ReturnType<typeof getDatabase>['runPart']['updateMany']>[0]['data'];

function endPart({ runId, nodeId, epoch, part, attempt }: ClaimedPart, end: PartEnd): Promise<void> {
  return fenceRun(runId, epoch, async (transaction) => {
    const { count } = await transaction.runPart.updateMany({
      where: { runId, nodeId, part, attempts: attempt, status: 'running' },
      data: { leaseUntil: null, finishedAt: new Date(), ...end },
    });
    if (count === 0) throw leaseLost();
    await publish('run', runId, transaction);
  });
}
