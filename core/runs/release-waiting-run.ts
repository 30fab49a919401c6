import type { Transaction } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { enqueueRun } from './enqueue-run.ts';

const pipelineLock = 8_320_012;

/** Serializes decisions about which run of a pipeline may go, until the transaction ends. */
export async function lockPipelineRuns(transaction: Transaction, pipelineId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${pipelineLock}::int, hashtext(${pipelineId}))`;
}

/** Whether a run of the pipeline is at work or on its way to a worker; one that only brings held rows is in nobody's way. */
export async function hasActiveRun(transaction: Transaction, pipelineId: string): Promise<boolean> {
  const active = { OR: [{ status: 'running' as const }, { status: 'queued' as const, waiting: false }] };
  return (
    (await transaction.run.findFirst({ where: { pipelineId, parkedAt: null, ...active }, select: { id: true } })) !==
    null
  );
}

/** Sends the run that has waited longest to the workers, if none of its pipeline is active. Hold the lock. */
export async function releaseWaitingRun(transaction: Transaction, pipelineId: string): Promise<void> {
  const next = await transaction.run.findFirst({
    where: { pipelineId, status: 'queued', waiting: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, epoch: true },
  });
  if (next === null || (await hasActiveRun(transaction, pipelineId))) return;
  await transaction.run.update({ where: { id: next.id }, data: { waiting: false, queuedAt: new Date() } });
  await enqueueRun(transaction, next.id, next.epoch);
  await publish('run', next.id, transaction);
}
