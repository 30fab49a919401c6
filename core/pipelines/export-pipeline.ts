import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { findPipeline } from './find-pipeline.ts';
import type { PipelineFile } from './pipeline-file.ts';
import { readGraph } from './read-graph.ts';

/** The saved draft or the live version as a file. Throws `pipeline_not_found` (404), `pipeline_unpublished` (409). */
export async function exportPipeline(
  workspaceId: string,
  pipelineId: string,
  of: 'draft' | 'published',
): Promise<PipelineFile> {
  const { name, draftGraph, publishedVersionId } = await findPipeline(workspaceId, pipelineId);
  const graph = readGraph(of === 'draft' ? draftGraph : await readPublished(publishedVersionId));
  const connections = await getDatabase().connection.findMany({
    where: { workspaceId, id: { in: listConnectionIds(graph) } },
    select: { id: true, connector: true, name: true },
  });
  return { name, graph, connections };
}

/** The connections that nodes of a graph name, each once. */
export function listConnectionIds({ nodes }: Graph): string[] {
  const ids = nodes.map(({ settings }) => settings.connectionId);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))];
}

async function readPublished(versionId: string | null) {
  if (versionId === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  return (await getDatabase().pipelineVersion.findUniqueOrThrow({ where: { id: versionId } })).graph;
}
