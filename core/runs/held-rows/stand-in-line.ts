import type { TargetStep } from '#core/compiler/plan.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';
import { findRowsAhead } from './find-due-rows.ts';
import { settleStatus } from './settle-status.ts';

/** In these modes a run brings all that the target is to hold, so that earlier rows are of no use any more. */
const wholeModes: readonly unknown[] = ['mirror', 'replace'];

/** Whether earlier rows of the target must go first. Where this run brings everything, it takes their place instead. */
export async function standInLine(execution: PlanExecution, step: TargetStep): Promise<boolean> {
  const { runId, pipelineId } = execution;
  const { nodeId, kind, settings } = step;
  // Every run makes a file of its own.
  if (!execution.holds || kind === 'file-target') return false;
  if ((await findRowsAhead(execution, step)).length === 0) return false;
  return getDatabase().$transaction(async (transaction) => {
    await lockPipelineRuns(transaction, pipelineId);
    const ahead = await findRowsAhead({ runId, pipelineId }, step, transaction);
    if (!wholeModes.includes(settings.mode)) return ahead.length > 0;
    for (const { runId: earlier } of ahead.filter(({ isAtWork }) => !isAtWork)) {
      await transaction.heldRows.update({
        where: { runId_nodeId: { runId: earlier, nodeId } },
        data: { status: 'superseded', nextAt: null },
      });
      await settleStatus(transaction, earlier);
    }
    return ahead.some(({ isAtWork }) => isAtWork);
  });
}
