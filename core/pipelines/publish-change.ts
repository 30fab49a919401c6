import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { checkPublishable, publishGraph } from './publish-pipeline.ts';
import { readGraph, writeGraph } from './read-graph.ts';

export interface PublishedChange {
  /** The version that was live when the change was decided on. */
  readonly versionId: string;
  readonly name: string;
  readonly change: (graph: Graph) => Graph;
}

/**
 * Makes the live version with a change the live version, and the same change to the draft, whose other edits stay as they
 * are, unpublished. Throws `version_moved` (409) when another version is live by now, and `graph_invalid` (422).
 */
export async function publishChange(
  session: Session,
  pipelineId: string,
  { versionId, name, change }: PublishedChange,
): Promise<{ versionId: string; number: number }> {
  const pipeline = await findPipeline(session.workspaceId, pipelineId);
  const live = await getDatabase().pipelineVersion.findFirst({ where: { id: versionId, pipelineId } });
  if (live === null) throw new TelarError('version_not_found', { status: 404 });
  const graph = change(readGraph(live.graph));
  await checkAccess(session, listSettings(graph));
  await checkPublishable(graph);
  return getDatabase().$transaction(async (transaction) => {
    const [locked] = await transaction.$queryRaw<{ draft: unknown }[]>`
      SELECT draft_graph AS draft FROM pipelines
      WHERE id = ${pipelineId} AND published_version_id = ${versionId} AND archived_at IS NULL FOR UPDATE`;
    if (locked === undefined) throw new TelarError('version_moved', { status: 409 });
    const draft = change(readGraph(locked.draft as Parameters<typeof readGraph>[0]));
    await transaction.pipeline.update({
      where: { id: pipelineId },
      data: {
        draftGraph: writeGraph(draft),
        draftRevision: { increment: 1 },
        draftUpdatedAt: new Date(),
        draftUpdatedBy: session.userId,
      },
    });
    return publishGraph(transaction, session, pipeline, { graph, name });
  });
}
