import { type SourceLookView, sourceLookSchema } from '#core/contracts/source-looks.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findPipeline } from './find-pipeline.ts';

/** What the last looks at the sources of a pipeline found. Throws `pipeline_not_found`. */
export async function listSourceLooks(workspaceId: string, pipelineId: string): Promise<SourceLookView[]> {
  await findPipeline(workspaceId, pipelineId);
  const looks = await getDatabase().sourceLook.findMany({ where: { workspaceId, pipelineId } });
  const userIds = looks.flatMap(({ userId }) => userId ?? []);
  const users = await getDatabase().user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return looks.map(({ nodeId, source, shape, overlaps, createdAt, runId, userId }) =>
    sourceLookSchema.parse({
      ...{ nodeId, source, shape, overlaps, runId },
      lookedAt: createdAt.toISOString(),
      userName: userId === null ? null : (names.get(userId) ?? null),
    }),
  );
}
