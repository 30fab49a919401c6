import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { enqueueRun } from '../enqueue-run.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';
import { findDueRows } from './find-due-rows.ts';

/** Hands runs whose held rows may be sent now to the workers. Bounded work per call; safe to run concurrently. */
export async function releaseDueRows(now: Date): Promise<void> {
  const due = new Map((await findDueRows(now)).map(({ runId, pipelineId }) => [runId, pipelineId]));
  for (const [runId, pipelineId] of due) {
    await getDatabase().$transaction(async (transaction) => {
      await lockPipelineRuns(transaction, pipelineId);
      const run = await transaction.run.findUnique({ where: { id: runId }, select: { epoch: true } });
      const { count } = await transaction.run.updateMany({
        where: { id: runId, status: 'retrying' },
        data: { status: 'queued', queuedAt: now },
      });
      if (run === null || count === 0) return;
      await enqueueRun(transaction, runId, run.epoch);
      await publish('run', runId, transaction);
    });
  }
}
