import type { z } from 'zod';
import type { versionSchema } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findPipeline } from './find-pipeline.ts';

/** Published versions, newest first. */
export async function listVersions(workspaceId: string, pipelineId: string): Promise<z.infer<typeof versionSchema>[]> {
  const { publishedVersionId } = await findPipeline(workspaceId, pipelineId);
  const versions = await getDatabase().pipelineVersion.findMany({
    where: { pipelineId, workspaceId },
    omit: { graph: true },
    orderBy: { number: 'desc' },
  });
  const authors = await getDatabase().user.findMany({
    where: { id: { in: versions.flatMap(({ createdBy }) => createdBy ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(authors.map((author) => [author.id, author.name]));
  return versions.map(({ id, number, name, createdAt, createdBy }) => ({
    id,
    number,
    name,
    createdAt: createdAt.toISOString(),
    createdBy: names.get(createdBy ?? '') ?? null,
    published: id === publishedVersionId,
  }));
}
