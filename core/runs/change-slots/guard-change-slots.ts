import { dropSlotOf, watchSlot } from '#connectors/postgres/changes/change-slot.ts';
import { parseReadPosition } from '#connectors/postgres/changes/log-position.ts';
import { resolveConnection } from '#core/connections/resolve-connection.ts';
import { graphSchema } from '#core/graph/graph.ts';
import { readSourceSync } from '#core/graph/nodes/source-sync.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ChangeSlot } from '#prisma/generated/client.ts';
import type { ChangesState } from '../source-sync/changes.ts';

const timeoutMs = 20_000;
/** A run may use a step that is not in any stored graph yet, or no longer. */
const graceMs = 10 * 60_000;

/**
 * Looks after what sources keep for us: frees what is read and remembered, gives up a slot whose log grows beyond its
 * limit, and drops those of steps that were reset, or that no pipeline has any more.
 */
export async function guardChangeSlots(now: Date): Promise<void> {
  const slots = await getDatabase().changeSlot.findMany();
  for (const slot of slots) {
    try {
      await guardSlot(slot, now);
    } catch (error) {
      getLogger('change-slots').warn({ err: error, slot: slot.name }, 'A change slot could not be looked after');
    }
  }
}

async function guardSlot(slot: ChangeSlot, now: Date): Promise<void> {
  const { workspaceId, pipelineId, nodeId, name, connectionId, usedAt, maxLagBytes, droppedAt } = slot;
  const where = { connectionId_name: { connectionId, name } };
  const connection = await resolveConnection(workspaceId, connectionId).catch((error: unknown) => {
    if (error instanceof TelarError && error.status === 404) return null;
    throw error;
  });
  // Without the connection nothing can be done in its source.
  if (connection === null) return void (await getDatabase().changeSlot.delete({ where }));
  const signal = AbortSignal.timeout(timeoutMs);
  const newest = await getDatabase().nodeState.findFirst({
    where: { workspaceId, pipelineId, nodeId, stream: '' },
    orderBy: { id: 'desc' },
  });
  const isReset = newest !== null && newest.state === null && newest.createdAt > usedAt;
  const isAbandoned = now.getTime() - usedAt.getTime() > graceMs && !(await isUsed(slot));
  if (isReset || isAbandoned) {
    await dropSlotOf(connection, name, signal);
    return void (await getDatabase().changeSlot.delete({ where }));
  }
  if (droppedAt !== null) return;
  const done = doneBefore((newest?.state ?? null) as ChangesState | null, connectionId);
  const status = await watchSlot(connection, name, done, signal);
  const isTooLarge = status !== null && status.lagBytes > maxLagBytes;
  if (isTooLarge) await dropSlotOf(connection, name, AbortSignal.timeout(timeoutMs));
  const data = { lagBytes: status?.lagBytes ?? null, checkedAt: now, ...(isTooLarge && { droppedAt: now }) };
  await getDatabase().changeSlot.updateMany({ where: { connectionId, name }, data });
}

function doneBefore(state: ChangesState | null, connectionId: string): bigint | null {
  return state?.mode === 'changes' && state.connectionId === connectionId
    ? parseReadPosition(state.position).place
    : null;
}

/** Whether the step is in the pipeline as it is drawn or as it is live, and still follows changes of the connection. */
async function isUsed({ pipelineId, nodeId, connectionId }: ChangeSlot): Promise<boolean> {
  const pipeline = await getDatabase().pipeline.findUnique({
    where: { id: pipelineId },
    include: { publishedVersion: { select: { graph: true } } },
  });
  if (pipeline === null || pipeline.archivedAt !== null) return false;
  return [pipeline.draftGraph, pipeline.publishedVersion?.graph].some((stored) => {
    const graph = graphSchema.safeParse(stored);
    const node = graph.data?.nodes.find(({ id }) => id === nodeId);
    return node?.settings.connectionId === connectionId && readSourceSync(node.settings).mode === 'changes';
  });
}
