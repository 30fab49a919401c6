import type { Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { executeRunJob } from './execute-run.job.ts';

/** The job that asks for the claim after `epoch`: enqueueing it twice is harmless, and BullMQ allows no colon. */
export function runJobId(runId: string, epoch: number): string {
  return `${runId}-${epoch}`;
}

/** Writes the run into the outbox, from where it reaches a worker once the transaction commits. */
export async function enqueueRun(transaction: Transaction, runId: string, epoch: number): Promise<void> {
  const { queue: topic } = executeRunJob;
  const key = runJobId(runId, epoch);
  await transaction.outboxMessage.upsert({
    where: { topic_key: { topic, key } },
    create: { topic, key, payload: { runId } },
    update: { dispatchedAt: null },
  });
  await publish('outbox', key, transaction);
}
