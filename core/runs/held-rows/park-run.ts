import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import type { Run } from '#prisma/generated/client.ts';
import { leaseLost } from '../claim-run.ts';
import type { RunTotals } from '../execute-plan.ts';
import { lockPipelineRuns, releaseWaitingRun } from '../release-waiting-run.ts';
import { commitStates, removeCheckpoints } from '../run-checkpoints.ts';
import { toJson } from '../save-step.ts';
import type { Held } from './hold-rows.ts';
import { planNextAttempt } from './retry-policy.ts';
import { settleStatus } from './settle-status.ts';

/**
 * Ends the first pass of a run some of whose targets have not taken their rows: these are held from here on, so that what
 * was read counts as read and the next run of the pipeline may go. All in one transaction. Throws `run_lease_lost`.
 */
export async function parkRun(
  { id: runId, pipelineId }: Pick<Run, 'id' | 'pipelineId'>,
  epoch: number,
  { rowsRead }: RunTotals,
  held: readonly Held[],
  now = new Date(),
): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    await lockPipelineRuns(transaction, pipelineId);
    const { count } = await transaction.run.updateMany({
      where: { id: runId, epoch, status: 'running' },
      data: { parkedAt: now, rowsRead },
    });
    if (count === 0) throw leaseLost();
    for (const rows of held) await keepPlace(transaction, { runId, pipelineId }, rows, now);
    await settleStatus(transaction, runId, epoch);
    await commitStates(transaction, runId, 'succeeded');
    await askAhead(transaction, { runId, pipelineId }, held, now);
    await releaseWaitingRun(transaction, pipelineId);
  });
  await removeCheckpoints(runId, 'succeeded');
}

async function keepPlace(
  transaction: Transaction,
  place: { readonly runId: string; readonly pipelineId: string },
  { failure, ...held }: Held,
  now: Date,
): Promise<void> {
  const next =
    failure === null ? { status: 'waiting' as const, nextAt: null } : planNextAttempt(failure.toJSON(), 1, now);
  await transaction.heldRows.create({
    data: {
      ...place,
      ...held,
      ...{ status: next.status, nextAt: next.nextAt, attempts: failure === null ? 0 : 1 },
      error: toJson('error' in next ? next.error : null),
    },
  });
}

/** Whoever waits behind rows that failed for good has them tried once more: what kept them may be mended since. */
async function askAhead(
  transaction: Transaction,
  { runId, pipelineId }: { readonly runId: string; readonly pipelineId: string },
  held: readonly Held[],
  now: Date,
): Promise<void> {
  for (const { nodeId, settingsHash, failure } of held) {
    if (failure !== null) continue;
    const where = { pipelineId, nodeId, settingsHash, runId: { not: runId } };
    const failed = await transaction.heldRows.findMany({ where: { ...where, status: 'failed' } });
    for (const ahead of failed) {
      await transaction.heldRows.update({
        where: { runId_nodeId: { runId: ahead.runId, nodeId } },
        data: { status: 'waiting', nextAt: now },
      });
      await settleStatus(transaction, ahead.runId);
      await publish('run', ahead.runId, transaction);
    }
  }
}
