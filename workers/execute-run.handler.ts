import { getLogger } from '#core/platform/logger.ts';
import { subscribe } from '#core/platform/notify.ts';
import { repeat } from '#core/platform/repeat.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { claimRun, leaseLost, leaseMs, leaseRenewalMs, renewLease } from '#core/runs/claim-run.ts';
import { executeRun } from '#core/runs/execute-run.ts';
import { releaseRun } from '#core/runs/finish-run.ts';

export interface RunHandler {
  handle(payload: { runId: string }): Promise<void>;
  /** Gives every run in hand back, so that other workers continue. */
  stop(): Promise<void>;
}

interface RunInHand {
  readonly controller: AbortController;
  readonly renew: () => void;
  readonly done: Promise<void>;
}

const logger = getLogger('worker');

/** Claims runs for a worker and executes them, for as long as the claim holds and nobody cancels. */
export async function createRunHandler(workerId: string): Promise<RunHandler> {
  const inHand = new Map<string, RunInHand>();
  let stopping = false;
  const unsubscribe = await subscribe('run', (runId) => inHand.get(runId)?.renew());

  const handle = async ({ runId }: { runId: string }) => {
    const claim = await claimRun(runId, workerId);
    if (claim === null) return;
    const { epoch } = claim;
    if (stopping) return releaseRun(runId, epoch);
    const controller = new AbortController();
    const lease = keepLease(runId, epoch, controller);
    const done = execute(runId, epoch, controller.signal).finally(() => lease.stop());
    inHand.set(runId, { controller, renew: lease.wake, done });
    await done.finally(() => inHand.delete(runId));
  };

  const stop = async () => {
    stopping = true;
    unsubscribe();
    const runs = [...inHand.values()];
    for (const { controller } of runs) controller.abort(new TelarError('worker_stopping', { actor: 'nobody' }));
    await Promise.allSettled(runs.map((run) => run.done));
  };
  return { handle, stop };
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

async function execute(runId: string, epoch: number, signal: AbortSignal): Promise<void> {
  logger.info({ runId, epoch }, 'Run started');
  try {
    await executeRun({ runId, epoch, signal });
    logger.info({ runId, epoch }, 'Run ended');
  } catch (error) {
    const code = error instanceof TelarError ? error.code : null;
    if (code === 'worker_stopping') await releaseRun(runId, epoch);
    // Otherwise the run's lease runs out, and it goes to another worker.
    else logger.warn({ err: error, runId, epoch }, 'Run left to another worker');
  }
}
