import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { writeGraph } from './read-graph.ts';

export interface SavedDraft {
  readonly revision: number;
  readonly updatedAt: string;
}

/**
 * Saves the draft made on `baseRevision`, in one conditional statement. Throws `draft_conflict` (409),
 * with who changed it and when, if the draft has moved on; nothing is written then.
 */
export async function saveDraft(
  { workspaceId, userId }: Session,
  pipelineId: string,
  { graph, baseRevision }: { graph: Graph; baseRevision: number },
): Promise<SavedDraft> {
  const updatedAt = new Date();
  const { count } = await getDatabase().pipeline.updateMany({
    where: { id: pipelineId, workspaceId, archivedAt: null, draftRevision: baseRevision },
    data: {
      draftGraph: writeGraph(graph),
      draftRevision: baseRevision + 1,
      draftUpdatedAt: updatedAt,
      draftUpdatedBy: userId,
    },
  });
  if (count === 0) throw await describeConflict(workspaceId, pipelineId, userId);
  return { revision: baseRevision + 1, updatedAt: updatedAt.toISOString() };
}

/** The error for a draft that is no longer at the revision the caller knows. */
export async function describeConflict(workspaceId: string, pipelineId: string, userId: string): Promise<TelarError> {
  const { draftUpdatedBy, draftUpdatedAt, draftRevision } = await findPipeline(workspaceId, pipelineId);
  const editor = await getDatabase().user.findUnique({ where: { id: draftUpdatedBy ?? '' }, select: { name: true } });
  return new TelarError('draft_conflict', {
    params: {
      who: editor?.name ?? '?',
      self: draftUpdatedBy === userId ? 'yes' : 'no',
      updatedAt: draftUpdatedAt.toISOString(),
      revision: draftRevision,
    },
    status: 409,
  });
}
