import { getDatabase } from '#core/platform/database.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';
import { clearHeldRows } from './clear-held-rows.ts';
import { settleStatus } from './settle-status.ts';

/** As long as the other rows that are kept of runs. */
const keptMs = 30 * 24 * 3_600_000;
const atOnce = 200;

/** Gives up held rows of runs older than 30 days that nobody asked to send again, and removes files that are done with. */
export async function forgetHeldRows(now: Date): Promise<void> {
  const old = await getDatabase().heldRows.findMany({
    where: {
      status: { in: ['waiting', 'failed'] },
      run: { createdAt: { lt: new Date(now.getTime() - keptMs) }, status: { in: ['retrying', 'failed'] } },
    },
    select: { runId: true, nodeId: true, pipelineId: true },
    take: atOnce,
  });
  for (const { pipelineId, ...place } of old) {
    await getDatabase().$transaction(async (transaction) => {
      await lockPipelineRuns(transaction, pipelineId);
      await transaction.heldRows.updateMany({
        where: { ...place, run: { status: { in: ['retrying', 'failed'] } } },
        data: { status: 'given_up', nextAt: null },
      });
      await settleStatus(transaction, place.runId);
    });
  }
  await clearHeldRows();
}
