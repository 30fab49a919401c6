import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { PipelineVersion } from '#prisma/generated/client.ts';
import { presentSchedule } from './present-schedule.ts';
import { readGraph } from './read-graph.ts';

/** Everything the builder opens with. Throws `pipeline_not_found` (404). */
export async function getPipeline(workspaceId: string, pipelineId: string): Promise<PipelineDetail> {
  const pipeline = await getDatabase().pipeline.findFirst({
    where: { id: pipelineId, workspaceId, archivedAt: null },
    include: {
      publishedVersion: true,
      schedules: { orderBy: { nodeId: 'asc' } },
      hooks: { orderBy: { nodeId: 'asc' } },
    },
  });
  if (pipeline === null) throw new TelarError('pipeline_not_found', { status: 404 });
  const editor = await getDatabase().user.findUnique({
    where: { id: pipeline.draftUpdatedBy ?? '' },
    select: { name: true },
  });
  return {
    id: pipeline.id,
    name: pipeline.name,
    draft: {
      graph: readGraph(pipeline.draftGraph),
      revision: pipeline.draftRevision,
      updatedAt: pipeline.draftUpdatedAt.toISOString(),
      updatedBy: editor?.name ?? null,
    },
    published: pipeline.publishedVersion && presentPublished(pipeline.publishedVersion),
    schedules: pipeline.schedules.map(presentSchedule),
    hooks: pipeline.hooks.map(({ id, nodeId, enabled }) => ({ nodeId, enabled, url: formatHookUrl(id) })),
  };
}

function presentPublished({ id, number, createdAt, graph }: PipelineVersion): PipelineDetail['published'] {
  return { versionId: id, number, createdAt: createdAt.toISOString(), graph: readGraph(graph) };
}

/** Where other systems post the events of a webhook node. */
function formatHookUrl(hookId: string): string {
  return `${readConfig().gatewayUrl}/hooks/${hookId}`;
}
