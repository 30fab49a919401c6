import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** How long a claim holds without renewal, and how often its worker renews it. */
export const leaseMs = 10_000;
export const leaseRenewalMs = 2_000;

/** After so many workers died over a run, it fails instead of going to another. */
export const maxCrashes = 5;

/**
 * Takes the run for this worker under a new epoch, or answers null when it is not to be had: it ended,
 * waits for another, or a worker holds it. From then on writes under older epochs are refused.
 */
export async function claimRun(runId: string, workerId: string): Promise<{ epoch: number } | null> {
  const [claimed] = await getDatabase().$queryRaw<{ epoch: number }[]>`
    UPDATE runs SET
      status = 'running',
      epoch = epoch + 1,
      worker_id = ${workerId},
      lease_until = now() + ${leaseMs} * interval '1 millisecond',
      started_at = coalesce(started_at, now()),
      crashes = crashes + CASE WHEN status = 'running' THEN 1 ELSE 0 END
    WHERE id = ${runId}
      AND cancel_requested_at IS NULL
      AND (
        (status = 'queued' AND NOT waiting)
        OR (status = 'running' AND lease_until < now() AND crashes + 1 < ${maxCrashes})
      )
    RETURNING epoch`;
  if (claimed === undefined) return null;
  await publish('run', runId);
  return claimed;
}

/** Prolongs the claim and answers whether someone asked to cancel. Throws `run_lease_lost`. */
export async function renewLease(runId: string, epoch: number): Promise<{ cancelRequested: boolean }> {
  const [renewed] = await getDatabase().$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE runs SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
    WHERE id = ${runId} AND epoch = ${epoch} AND status = 'running'
    RETURNING cancel_requested_at IS NOT NULL AS "cancelRequested"`;
  if (renewed === undefined) throw leaseLost();
  return renewed;
}

/** Another worker has the run, or it ended: whatever this one still does must not be written. */
export function leaseLost(): TelarError {
  return new TelarError('run_lease_lost', { actor: 'nobody', retryable: true, status: 409 });
}
