import type { RunStatus } from '#core/contracts/runs.ts';
import type { Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** What a run whose first pass is over is, by what became of the rows it holds. */
export function statusOf(
  held: readonly { readonly status: string }[],
): Extract<RunStatus, 'retrying' | 'failed' | 'succeeded'> {
  if (held.some(({ status }) => status === 'waiting')) return 'retrying';
  return held.every(({ status }) => status === 'delivered') ? 'succeeded' : 'failed';
}

/** Brings the state and the counts of a parked run in line with its held rows. Only while no worker has it, or under its epoch. */
export async function settleStatus(transaction: Transaction, runId: string, epoch?: number): Promise<boolean> {
  const held = await transaction.heldRows.findMany({ where: { runId }, orderBy: { createdAt: 'asc' } });
  const status = statusOf(held);
  const error = [...held].sort((a, b) => rank(a.status) - rank(b.status)).find((rows) => rows.error !== null)?.error;
  const mine =
    epoch === undefined
      ? { status: { in: ['retrying', 'failed'] as RunStatus[] } }
      : { epoch, status: 'running' as const };
  const { _sum: sums } = await transaction.runStep.aggregate({
    where: { runId },
    _sum: { rowsLoaded: true, rowsRejected: true },
  });
  const { count } = await transaction.run.updateMany({
    where: { id: runId, parkedAt: { not: null }, ...mine },
    data: {
      status,
      error: status === 'succeeded' || error == null ? Prisma.DbNull : (error as object),
      finishedAt: status === 'retrying' ? null : new Date(),
      ...{ leaseUntil: null, workerId: null, crashes: 0 },
      ...{ rowsLoaded: sums.rowsLoaded ?? 0, rowsRejected: sums.rowsRejected ?? 0 },
    },
  });
  if (count === 1) await publish('run', runId, transaction);
  return count === 1;
}

function rank(status: string): number {
  return ['failed', 'waiting', 'given_up', 'superseded', 'delivered'].indexOf(status);
}
