import type { z } from 'zod';
import { visitIntervalMs, type visitRequestSchema, type visitResponseSchema } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';

/** A window that has missed so many renewals is taken for closed. */
const goneAfterMs = 4 * visitIntervalMs;

/** Says that a window has a pipeline open, or has left it, and answers who else has. Throws `pipeline_not_found` (404). */
export async function visitPipeline(
  { workspaceId, userId }: Session,
  pipelineId: string,
  { windowId, nodeId, left }: z.infer<typeof visitRequestSchema>,
): Promise<z.infer<typeof visitResponseSchema>> {
  const { draftRevision } = await findPipeline(workspaceId, pipelineId);
  const visitors = getDatabase().pipelineVisitor;
  const seenAt = new Date();
  const goneBefore = new Date(seenAt.getTime() - goneAfterMs);
  await visitors.deleteMany({
    where: { pipelineId, OR: [{ seenAt: { lt: goneBefore } }, ...(left ? [{ windowId, userId }] : [])] },
  });
  if (!left) {
    // A window of that name is only ever renewed by the person who opened it.
    const { count } = await visitors.updateMany({ where: { pipelineId, windowId, userId }, data: { nodeId, seenAt } });
    if (count === 0)
      await visitors.createMany({
        data: [{ pipelineId, windowId, workspaceId, userId, nodeId, seenAt }],
        skipDuplicates: true,
      });
  }
  const others = await visitors.findMany({
    where: { pipelineId, workspaceId, windowId: { not: windowId } },
    orderBy: { windowId: 'asc' },
  });
  const users = await getDatabase().user.findMany({
    where: { id: { in: others.map((other) => other.userId) } },
    select: { id: true, name: true },
  });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return {
    revision: draftRevision,
    others: others.map((other) => ({
      windowId: other.windowId,
      name: names.get(other.userId) ?? '',
      self: other.userId === userId,
      nodeId: other.nodeId,
    })),
  };
}
