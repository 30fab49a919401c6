import type { VersionView } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findPipeline } from './find-pipeline.ts';
import { presentVersions } from './present-versions.ts';

/** Published versions, newest first. */
export async function listVersions(workspaceId: string, pipelineId: string): Promise<VersionView[]> {
  const { publishedVersionId } = await findPipeline(workspaceId, pipelineId);
  const versions = await getDatabase().pipelineVersion.findMany({
    where: { pipelineId, workspaceId },
    omit: { graph: true },
    orderBy: { number: 'desc' },
  });
  return presentVersions(versions, publishedVersionId);
}
