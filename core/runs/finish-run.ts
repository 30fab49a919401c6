import type { RunStatus } from '#core/contracts/runs.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import { leaseLost } from './claim-run.ts';
import { enqueueRun } from './enqueue-run.ts';
import { lockPipelineRuns, releaseWaitingRun } from './release-waiting-run.ts';
import { type ReplayVerdict, reopenReplayed, settleReplay } from './replay-rows/settle-replay.ts';
import { commitStates, removeCheckpoints } from './run-checkpoints.ts';
import { toJson } from './save-step.ts';

export interface RunOutcome {
  readonly status: Extract<RunStatus, 'succeeded' | 'failed' | 'cancelled'>;
  readonly error?: SerializedError | null;
  readonly rowsRead?: number;
  readonly rowsLoaded?: number;
  readonly rowsRejected?: number;
  /** Of a replay that succeeded: what became of its rows. */
  readonly replay?: ReplayVerdict;
}

/**
 * Ends a run that this worker holds, makes what its steps remember true as far as it came, and lets the next of its
 * pipeline go, all in one transaction. Throws `run_lease_lost`.
 */
export async function finishRun(runId: string, epoch: number, { replay, ...outcome }: RunOutcome): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    const ended = await endRun(transaction, { id: runId, epoch, status: 'running' }, outcome);
    if (!ended) throw leaseLost();
    await commitStates(transaction, runId, outcome.status);
    if (replay !== undefined) await settleReplay(transaction, runId, replay);
  });
  await removeCheckpoints(runId, outcome.status);
}

/** Gives a run back so that another worker takes it at once: this one is stopping. Throws `run_lease_lost`. */
export async function releaseRun(runId: string, epoch: number): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    const { count } = await transaction.run.updateMany({
      where: { id: runId, epoch, status: 'running' },
      data: { status: 'queued', leaseUntil: null, workerId: null, queuedAt: new Date() },
    });
    if (count === 0) throw leaseLost();
    await enqueueRun(transaction, runId, epoch);
    await publish('run', runId, transaction);
  });
}

/** Ends the run if it is as `where` says, with the steps it leaves open, and answers whether it was. */
export async function endRun(
  transaction: Transaction,
  where: { id: string; status: RunStatus; epoch?: number },
  { error = null, ...outcome }: Omit<RunOutcome, 'replay'>,
): Promise<boolean> {
  const run = await transaction.run.findUnique({ where: { id: where.id }, select: { pipelineId: true } });
  if (run === null) return false;
  await lockPipelineRuns(transaction, run.pipelineId);
  const finishedAt = new Date();
  const { count } = await transaction.run.updateMany({
    where,
    data: { ...outcome, error: toJson(error), finishedAt, leaseUntil: null, waiting: false },
  });
  if (count === 0) return false;
  if (outcome.status !== 'succeeded') await reopenReplayed(transaction, where.id);
  await closeHeldRows(transaction, where.id, outcome.status, error);
  await closeSteps(transaction, where.id, outcome.status, finishedAt);
  await releaseWaitingRun(transaction, run.pipelineId);
  await publish('run', where.id, transaction);
  return true;
}

/** Nobody sends rows of a run that was cancelled; those of one that failed wait for somebody to ask for it. */
async function closeHeldRows(
  transaction: Transaction,
  runId: string,
  status: RunOutcome['status'],
  error: SerializedError | null,
): Promise<void> {
  await transaction.heldRows.updateMany({
    where: { runId, status: 'waiting' },
    data: {
      status: status === 'cancelled' ? 'given_up' : 'failed',
      nextAt: null,
      ...(error && { error: toJson(error) }),
    },
  });
}

/** A run that has ended has no step that still waits or works. */
async function closeSteps(transaction: Transaction, runId: string, status: RunOutcome['status'], finishedAt: Date) {
  const open = status === 'succeeded' ? 'succeeded' : status === 'failed' ? 'failed' : 'skipped';
  await transaction.runStep.updateMany({ where: { runId, status: 'pending' }, data: { status: 'skipped' } });
  await transaction.runStep.updateMany({ where: { runId, status: 'running' }, data: { status: open, finishedAt } });
}
