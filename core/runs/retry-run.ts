import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { createRun } from './create-run.ts';

/**
 * Starts a new run of exactly the graph of an ended one; answers its id. The event that started the old
 * run moves to the new one. Throws `run_not_found` (404), `run_not_ended` or `run_retried` (409).
 */
export function retryRun(session: Session, runId: string): Promise<string> {
  const { workspaceId, userId } = session;
  return getDatabase().$transaction(async (transaction) => {
    const run = await transaction.run.findFirst({
      where: { id: runId, workspaceId, pipeline: { archivedAt: null } },
      include: { hookEvent: { select: { id: true } } },
    });
    if (run === null) throw new TelarError('run_not_found', { status: 404 });
    if (run.status === 'queued' || run.status === 'running') throw new TelarError('run_not_ended', { status: 409 });
    const { pipelineId, versionId, hookEvent, triggerNodeId } = run;
    const graph = migrateGraph(run.graph);
    // A version was published by somebody who may use what it uses.
    if (versionId === null) await checkAccess(session, listSettings(graph));
    if (run.trigger === 'webhook' && hookEvent === null) throw new TelarError('run_retried', { status: 409 });
    const id = await createRun({
      workspaceId,
      pipelineId,
      versionId,
      graph,
      trigger: hookEvent === null ? 'manual' : 'webhook',
      ...(triggerNodeId !== null && { triggerNodeId }),
      createdBy: userId,
      transaction,
    });
    if (hookEvent !== null) {
      const moved = await transaction.hookEvent.updateMany({ where: { id: hookEvent.id, runId }, data: { runId: id } });
      if (moved.count === 0) throw new TelarError('run_retried', { status: 409 });
    }
    return id;
  });
}
