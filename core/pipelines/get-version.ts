import type { z } from 'zod';
import type { VersionView, versionDetailSchema } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { PipelineVersion } from '#prisma/generated/client.ts';
import { findPipeline } from './find-pipeline.ts';
import { presentVersions } from './present-versions.ts';
import { readGraph } from './read-graph.ts';

/** A version with its graph. Throws `pipeline_not_found` or `version_not_found` (404). */
export async function getVersion(
  workspaceId: string,
  pipelineId: string,
  versionId: string,
): Promise<z.infer<typeof versionDetailSchema>> {
  const { publishedVersionId } = await findPipeline(workspaceId, pipelineId);
  const version = await findVersion(workspaceId, pipelineId, versionId);
  const [presented] = await presentVersions([version], publishedVersionId);
  return { ...(presented as VersionView), graph: readGraph(version.graph) };
}

/** Names a version, or with an empty name takes its name away. The version itself never changes. */
export async function renameVersion(
  workspaceId: string,
  pipelineId: string,
  versionId: string,
  name: string,
): Promise<VersionView> {
  await findPipeline(workspaceId, pipelineId);
  await findVersion(workspaceId, pipelineId, versionId);
  await getDatabase().pipelineVersion.update({ where: { id: versionId }, data: { name: name || null } });
  const { graph: _, ...version } = await getVersion(workspaceId, pipelineId, versionId);
  return version;
}

async function findVersion(workspaceId: string, pipelineId: string, versionId: string): Promise<PipelineVersion> {
  const version = await getDatabase().pipelineVersion.findFirst({ where: { id: versionId, pipelineId, workspaceId } });
  if (version === null) throw new TelarError('version_not_found', { status: 404 });
  return version;
}
