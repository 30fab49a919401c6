import { getLogger } from '#core/platform/logger.ts';
import { repeat } from '#core/platform/repeat.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { claimRun, leaseLost, leaseMs, leaseRenewalMs, renewLease } from './claim-run.ts';
import { executeRun } from './execute-run.ts';
import { releaseRun } from './finish-run.ts';

/** A run that this process executes. */
export interface TakenRun {
  /** Renews the claim now, and with it learns whether the user cancelled. */
  renew(): void;
  /** Resolves when this process is done with the run: true when it ended, false when it is left to another worker. */
  readonly done: Promise<boolean>;
}

const logger = getLogger('worker');

/**
 * Claims a run and executes it, for as long as the claim holds and nobody cancels; null when it is not to be had.
 * When `stopping` aborts, the run is given back, so that another worker continues at once.
 */
export async function takeRun(runId: string, workerId: string, stopping: AbortSignal): Promise<TakenRun | null> {
  const claim = await claimRun(runId, workerId);
  if (claim === null) return null;
  const { epoch } = claim;
  if (stopping.aborted) {
    await releaseRun(runId, epoch);
    return null;
  }
  const controller = new AbortController();
  const letGo = () => controller.abort(new TelarError('worker_stopping', { actor: 'nobody' }));
  stopping.addEventListener('abort', letGo, { once: true });
  const lease = keepLease(runId, epoch, controller);
  const done = execute(runId, epoch, controller.signal).finally(() => {
    stopping.removeEventListener('abort', letGo);
    return lease.stop();
  });
  return { renew: lease.wake, done };
}

/** Renews the claim until stopped; aborts when it is lost, cannot be renewed in time, or the user cancels. */
function keepLease(runId: string, epoch: number, controller: AbortController) {
  let heldUntil = performance.now() + leaseMs;
  return repeat('lease', leaseRenewalMs, async () => {
    if (controller.signal.aborted) return;
    try {
      const startedAt = performance.now();
      const { cancelRequested } = await renewLease(runId, epoch);
      heldUntil = startedAt + leaseMs;
      if (cancelRequested) controller.abort(new TelarError('run_cancelled'));
    } catch (error) {
      const isLost = error instanceof TelarError && error.code === 'run_lease_lost';
      if (!isLost) logger.warn({ err: error, runId }, 'Could not renew the lease');
      if (isLost || performance.now() + leaseRenewalMs > heldUntil) controller.abort(leaseLost());
    }
  });
}

async function execute(runId: string, epoch: number, signal: AbortSignal): Promise<boolean> {
  logger.info({ runId, epoch }, 'Run started');
  try {
    await executeRun({ runId, epoch, signal });
    logger.info({ runId, epoch }, 'Run ended');
    return true;
  } catch (error) {
    const code = error instanceof TelarError ? error.code : null;
    if (code === 'worker_stopping') await releaseRun(runId, epoch);
    // Otherwise the run's lease runs out, and it goes to another worker.
    else logger.warn({ err: error, runId, epoch }, 'Run left to another worker');
    return false;
  }
}
