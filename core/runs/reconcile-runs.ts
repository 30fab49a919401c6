import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import type { JobQueue } from '#core/platform/queue.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { maxCrashes } from './claim-run.ts';
import { enqueueRun, runJobId } from './enqueue-run.ts';
import { endRun } from './finish-run.ts';
import { lockPipelineRuns, releaseWaitingRun } from './release-waiting-run.ts';
import { removeCheckpoints } from './run-checkpoints.ts';

interface StrayRun {
  readonly id: string;
  readonly pipelineId: string;
  readonly epoch: number;
  readonly crashes: number;
  readonly cancelled: boolean;
}

const batchSize = 200;
/** A job that has not been claimed for this long is looked for in the queue. */
const suspicionMs = 30_000;

/** Puts right what dead workers and lost jobs left behind. Bounded work per call; safe to run concurrently. */
export async function reconcileRuns(queue: JobQueue<{ runId: string }>): Promise<void> {
  await recoverAbandonedRuns();
  await requeueLostRuns(queue);
  await releaseStuckRuns();
}

/** Runs whose lease ran out: their worker is gone. */
async function recoverAbandonedRuns(): Promise<void> {
  const strays = await getDatabase().$queryRaw<StrayRun[]>`
    SELECT id, pipeline_id AS "pipelineId", epoch, crashes, cancel_requested_at IS NOT NULL AS cancelled FROM runs
    WHERE status = 'running' AND lease_until < now() ORDER BY lease_until LIMIT ${batchSize}`;
  for (const stray of strays) await recoverRun(stray);
}

async function recoverRun(stray: StrayRun): Promise<void> {
  const ended = await settleStray(stray);
  if (ended !== null) await removeCheckpoints(stray.id, ended);
}

/** Answers how the run ended; null when it goes on. */
function settleStray({ id, pipelineId, epoch, crashes, cancelled }: StrayRun): Promise<'cancelled' | 'failed' | null> {
  return getDatabase().$transaction(async (transaction) => {
    await lockPipelineRuns(transaction, pipelineId);
    // Between finding it and now, its worker may have renewed after all.
    const expired = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM runs WHERE id = ${id} AND epoch = ${epoch} AND status = 'running' AND lease_until < now()
      FOR UPDATE`;
    if (expired.length === 0) return null;
    const where = { id, epoch, status: 'running' as const };
    if (cancelled) {
      await endRun(transaction, where, { status: 'cancelled' });
      return 'cancelled';
    }
    if (crashes + 1 >= maxCrashes) {
      const error = new TelarError('run_crashed_repeatedly', { params: { count: crashes + 1 }, actor: 'admin' });
      await endRun(transaction, where, { status: 'failed', error: error.toJSON() });
      return 'failed';
    }
    const data = { status: 'queued' as const, leaseUntil: null, crashes: crashes + 1, queuedAt: new Date() };
    await transaction.run.updateMany({ where, data });
    await enqueueRun(transaction, id, epoch);
    await publish('run', id, transaction);
    return null;
  });
}

/** Runs that were handed to a queue which no longer knows them. */
async function requeueLostRuns(queue: JobQueue<{ runId: string }>): Promise<void> {
  const database = getDatabase();
  const suspects = await database.run.findMany({
    where: { status: 'queued', waiting: false, queuedAt: { lt: new Date(Date.now() - suspicionMs) } },
    orderBy: { queuedAt: 'asc' },
    take: batchSize,
    select: { id: true, epoch: true },
  });
  for (const { id, epoch } of suspects) {
    const isKnown = await queue.has(runJobId(id, epoch));
    await database.$transaction(async (transaction) => {
      const seen = { where: { id, epoch, status: 'queued' as const }, data: { queuedAt: new Date() } };
      const { count } = await transaction.run.updateMany(seen);
      if (count === 1 && !isKnown) await enqueueRun(transaction, id, epoch);
    });
  }
}

/** Waiting runs whose predecessor ended without letting them go. */
async function releaseStuckRuns(): Promise<void> {
  const waiting = await getDatabase().run.findMany({
    where: { status: 'queued', waiting: true },
    distinct: ['pipelineId'],
    take: batchSize,
    select: { pipelineId: true },
  });
  for (const { pipelineId } of waiting) {
    await getDatabase().$transaction(async (transaction) => {
      await lockPipelineRuns(transaction, pipelineId);
      await releaseWaitingRun(transaction, pipelineId);
    });
  }
}
