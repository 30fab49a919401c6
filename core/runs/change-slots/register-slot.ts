import { createHash } from 'node:crypto';
import { getDatabase } from '#core/platform/database.ts';
import type { SyncReading } from '../source-sync/sync-reading.ts';

/** Name of the slot of a step: the same for every run, and no other step's. */
export function nameSlot(pipelineId: string, nodeId: string): string {
  return `telar_${createHash('sha256').update(`${pipelineId}/${nodeId}`).digest('hex').slice(0, 32)}`;
}

/** Remembers the slot before it is made in the source, so that it is never left there unknown. `isFresh`: it is made anew. */
export async function registerSlot(
  { workspaceId, pipelineId, step }: Pick<SyncReading, 'workspaceId' | 'pipelineId' | 'step'>,
  maxLagMegabytes: number,
  isFresh: boolean,
): Promise<void> {
  const { nodeId, settings } = step;
  const place = { connectionId: String(settings.connectionId), name: nameSlot(pipelineId, nodeId) };
  const maxLagBytes = BigInt(maxLagMegabytes) * 1_048_576n;
  const known = { maxLagBytes, usedAt: new Date(), ...(isFresh && { droppedAt: null }) };
  await getDatabase().changeSlot.upsert({
    where: { connectionId_name: place },
    create: { ...place, ...known, workspaceId, pipelineId, nodeId },
    update: known,
  });
}
