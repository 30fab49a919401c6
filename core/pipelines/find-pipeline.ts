import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** The pipeline of the workspace, unless archived. Throws `pipeline_not_found` (404). */
export async function findPipeline(workspaceId: string, pipelineId: string) {
  const pipeline = await getDatabase().pipeline.findFirst({ where: { id: pipelineId, workspaceId, archivedAt: null } });
  if (pipeline === null) throw new TelarError('pipeline_not_found', { status: 404 });
  return pipeline;
}
