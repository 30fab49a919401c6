import type { Locale } from '#core/contracts/identity.ts';
import type { Issue } from '#core/contracts/issues.ts';
import { foundShapeSchema } from '#core/graph/found-shape.ts';
import type { Graph } from '#core/graph/graph.ts';
import type { ValueOverlap } from '#core/graph/suggest-renames.ts';
import { readGraph } from '#core/pipelines/read-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { listIssues } from '../list-issues.ts';
import { findDifferences, type SeenSource } from './mend-source.ts';

/** A live pipeline whose source has changed, with what was seen of it. */
export interface BrokenSource {
  readonly pipelineId: string;
  readonly pipelineName: string;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly versionId: string;
  readonly graph: Graph;
  readonly draft: Graph;
  readonly seen: SeenSource;
  readonly overlaps: readonly ValueOverlap[];
  readonly lookedAt: Date;
}

/**
 * The pipelines of an issue about a source that has changed, each with what was seen of its source. Throws
 * `issue_not_found` (404), and `repair_unseen` (409) where nothing was seen that the live version can be held against.
 */
export async function findRepair(
  workspaceId: string,
  issueId: string,
  locale: Locale,
): Promise<{ issue: Issue; sources: BrokenSource[] }> {
  const issue = (await listIssues(workspaceId, locale)).find(({ id }) => id === issueId);
  if (issue === undefined) throw new TelarError('issue_not_found', { status: 404 });
  if (!issue.ofSource) throw new TelarError('repair_unseen', { status: 409 });
  const found = await Promise.all(
    issue.pipelines.map(({ id, nodeId }) => (nodeId === null ? null : findSource(workspaceId, id, nodeId))),
  );
  const sources = found.filter((source) => source !== null);
  if (sources.length === 0) throw new TelarError('repair_unseen', { status: 409 });
  return { issue, sources };
}

async function findSource(workspaceId: string, pipelineId: string, nodeId: string): Promise<BrokenSource | null> {
  const pipeline = await getDatabase().pipeline.findFirst({
    where: { id: pipelineId, workspaceId, archivedAt: null },
    include: { publishedVersion: true, looks: { where: { nodeId } } },
  });
  const [look] = pipeline?.looks ?? [];
  const shape = foundShapeSchema.safeParse(look?.shape);
  if (!pipeline?.publishedVersion || look === undefined || !shape.success) return null;
  const graph = readGraph(pipeline.publishedVersion.graph);
  const seen = { source: look.source, shape: shape.data };
  const found = findDifferences(graph, nodeId, seen);
  if (found === null) return null;
  return {
    ...{ pipelineId, nodeId, graph, seen, pipelineName: pipeline.name, nodeName: found.node.name },
    versionId: pipeline.publishedVersion.id,
    draft: readGraph(pipeline.draftGraph),
    overlaps: look.overlaps as unknown as ValueOverlap[],
    lookedAt: look.createdAt,
  };
}
