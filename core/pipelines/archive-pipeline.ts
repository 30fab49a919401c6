import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { cancelRun } from '#core/runs/cancel-run.ts';

/**
 * Takes a pipeline out of sight for good: its schedules stop, its addresses refuse events, runs on their
 * way are cancelled; the history stays, pinned rows go. Throws `pipeline_not_found` (404).
 */
export async function archivePipeline(workspaceId: string, pipelineId: string): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    const archivedAt = new Date();
    const { count } = await transaction.pipeline.updateMany({
      where: { id: pipelineId, workspaceId, archivedAt: null },
      data: { archivedAt },
    });
    if (count === 0) throw new TelarError('pipeline_not_found', { status: 404 });
    await transaction.schedule.updateMany({ where: { pipelineId }, data: { pausedAt: archivedAt, nextDueAt: null } });
    await transaction.hook.updateMany({ where: { pipelineId }, data: { enabled: false } });
    await transaction.nodePin.deleteMany({ where: { pipelineId } });
    await transaction.rowSend.deleteMany({ where: { pipelineId } });
    await publish('gateway', pipelineId, transaction);
  });
  await cancelRuns(workspaceId, pipelineId);
}

async function cancelRuns(workspaceId: string, pipelineId: string): Promise<void> {
  const runs = await getDatabase().run.findMany({
    where: { workspaceId, pipelineId, status: { in: ['queued', 'running', 'retrying'] } },
    select: { id: true },
  });
  for (const { id } of runs) await cancelRun({ workspaceId, runId: id });
}
