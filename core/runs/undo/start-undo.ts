import { checkAccess } from '#core/connections/check-access.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';
import { createRun } from '../create-run.ts';
import { hasActiveRun, lockPipelineRuns } from '../release-waiting-run.ts';
import { findUndo } from './find-undo.ts';
import { checkUndoable, listUndoable } from './plan-undo.ts';

/**
 * Starts the run that undoes another, behind those of its pipeline that have not ended; answers its id. Of several at
 * once one starts. Throws `run_not_found` (404), `connection_restricted` (403), or why it cannot be undone (409).
 */
export function startUndo(session: Session, runId: string): Promise<string> {
  const { workspaceId, userId } = session;
  return getDatabase().$transaction(async (transaction) => {
    const first = await findUndo(workspaceId, runId, transaction);
    const run = await transaction.run.findUniqueOrThrow({ where: { id: runId } });
    await lockPipelineRuns(transaction, run.pipelineId);
    const undo = first.refusal === null ? await findUndo(workspaceId, runId, transaction) : first;
    checkUndoable(undo);
    const graph = migrateGraph(run.graph);
    const undone = new Set(listUndoable(undo).map(({ nodeId }) => nodeId));
    await checkAccess(
      session,
      graph.nodes.filter(({ id }) => undone.has(id)).map(({ settings }) => settings as Record<string, unknown>),
    );
    return createRun({
      ...{ workspaceId, graph, pipelineId: run.pipelineId, versionId: run.versionId },
      ...{ trigger: 'undo', createdBy: userId, undoesRunId: runId },
      waitForIdle: await hasActiveRun(transaction, run.pipelineId),
      transaction,
    });
  });
}
