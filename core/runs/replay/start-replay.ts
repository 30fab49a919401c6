import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import type { ReplayVersion } from '#core/contracts/replays.ts';
import type { Graph } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { Run } from '#prisma/generated/client.ts';
import { createRun } from '../create-run.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';

/**
 * Starts a new run in place of an ended one, of exactly its graph or of the live version; answers its id. The event that
 * started the old run moves to the new one. Throws `run_not_found` (404), `run_not_ended`, `run_replaying`,
 * `run_is_replay`, `run_retried`, `pipeline_unpublished` or `run_trigger_gone` (409).
 */
export function startReplay(session: Session, runId: string, of: ReplayVersion): Promise<string> {
  const { workspaceId, userId } = session;
  return getDatabase().$transaction(async (transaction) => {
    const run = await transaction.run.findFirst({
      where: { id: runId, workspaceId, pipeline: { archivedAt: null } },
      include: { hookEvent: { select: { id: true } } },
    });
    if (run === null) throw new TelarError('run_not_found', { status: 404 });
    if (['queued', 'running', 'retrying'].includes(run.status)) throw new TelarError('run_not_ended', { status: 409 });
    // Its rows may have been changed or replayed since.
    if (run.trigger === 'replay') throw new TelarError('run_is_replay', { status: 409 });
    if (run.undoesRunId !== null) throw new TelarError('undo_is_undo', { status: 409 });
    const { pipelineId, hookEvent, triggerNodeId } = run;
    await lockPipelineRuns(transaction, pipelineId);
    const again = { replayOf: runId, status: { in: ['queued' as const, 'running' as const, 'retrying' as const] } };
    if ((await transaction.run.count({ where: again })) > 0) throw new TelarError('run_replaying', { status: 409 });
    if (run.trigger === 'webhook' && hookEvent === null) throw new TelarError('run_retried', { status: 409 });
    const { versionId, graph } = await readReplayed(transaction, run, of);
    // A version was published by somebody who may use what it uses.
    if (versionId === null) await checkAccess(session, listSettings(graph));
    const hasTrigger = of === 'own' || triggerNodeId === null || graph.nodes.some(({ id }) => id === triggerNodeId);
    if (hookEvent !== null && !hasTrigger) throw new TelarError('run_trigger_gone', { status: 409 });
    const id = await createRun({
      ...{ workspaceId, pipelineId, versionId, graph, transaction },
      trigger: hookEvent === null ? 'manual' : 'webhook',
      ...(triggerNodeId !== null && { triggerNodeId }),
      createdBy: userId,
      replayOf: runId,
    });
    if (hookEvent !== null) {
      const moved = await transaction.hookEvent.updateMany({ where: { id: hookEvent.id, runId }, data: { runId: id } });
      if (moved.count === 0) throw new TelarError('run_retried', { status: 409 });
    }
    return id;
  });
}

/** What a replay of the run executes. */
export async function readReplayed(
  transaction: Transaction,
  run: Pick<Run, 'pipelineId' | 'versionId' | 'graph'>,
  of: ReplayVersion,
): Promise<{ versionId: string | null; number: number | null; graph: Graph }> {
  if (of === 'own') {
    const version =
      run.versionId === null ? null : await transaction.pipelineVersion.findUnique({ where: { id: run.versionId } });
    return { versionId: run.versionId, number: version?.number ?? null, graph: migrateGraph(run.graph) };
  }
  const { publishedVersion } = await transaction.pipeline.findUniqueOrThrow({
    where: { id: run.pipelineId },
    select: { publishedVersion: true },
  });
  if (publishedVersion === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  const { id, number, graph } = publishedVersion;
  return { versionId: id, number, graph: migrateGraph(graph) };
}
