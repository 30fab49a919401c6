import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { createRun } from '#core/runs/create-run.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { readGraph } from './read-graph.ts';

/** Starts the saved draft or the live version on a person's word; answers the run's id. Throws `pipeline_unpublished` (409). */
export async function startRun(
  session: Session,
  pipelineId: string,
  of: 'draft' | 'published',
  trigger: 'manual' | 'cli' = 'manual',
  allowRemovals = false,
): Promise<string> {
  const { workspaceId, userId } = session;
  const pipeline = await findPipeline(workspaceId, pipelineId);
  const who = { workspaceId, pipelineId, trigger, createdBy: userId, allowRemovals } as const;
  if (of === 'draft') {
    const graph = readGraph(pipeline.draftGraph);
    await checkAccess(session, listSettings(graph));
    return createRun({ ...who, versionId: null, graph });
  }
  const versionId = pipeline.publishedVersionId;
  if (versionId === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  const version = await getDatabase().pipelineVersion.findUniqueOrThrow({ where: { id: versionId } });
  return createRun({ ...who, versionId, graph: readGraph(version.graph) });
}
