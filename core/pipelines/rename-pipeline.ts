import { getDatabase } from '#core/platform/database.ts';
import { findPipeline } from './find-pipeline.ts';

export async function renamePipeline(workspaceId: string, pipelineId: string, name: string): Promise<void> {
  const { id } = await findPipeline(workspaceId, pipelineId);
  await getDatabase().pipeline.update({ where: { id }, data: { name } });
}
