import type { VersionView } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { PipelineVersion } from '#prisma/generated/client.ts';

/** Versions as people see them: with the name of who published each. */
export async function presentVersions(
  versions: readonly Omit<PipelineVersion, 'graph'>[],
  publishedVersionId: string | null,
): Promise<VersionView[]> {
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
