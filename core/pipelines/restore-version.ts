import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { readGraph } from './read-graph.ts';
import { type SavedDraft, saveDraft } from './save-draft.ts';

/**
 * Puts the graph of a version into the draft, as an edit made on `baseRevision`.
 * Throws `version_not_found` (404) or `draft_conflict` (409).
 */
export async function restoreVersion(
  session: Session,
  pipelineId: string,
  versionId: string,
  baseRevision: number,
): Promise<SavedDraft> {
  const { workspaceId } = session;
  const version = await getDatabase().pipelineVersion.findFirst({ where: { id: versionId, pipelineId, workspaceId } });
  if (version === null) throw new TelarError('version_not_found', { status: 404 });
  return saveDraft(session, pipelineId, { graph: readGraph(version.graph), baseRevision });
}
