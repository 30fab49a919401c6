import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { removeCheckpoints } from '../run-checkpoints.ts';

/** Removes the files of held rows that nobody will send any more, what was kept for further attempts, and what says who is among them. */
export async function clearHeldRows(runId?: string): Promise<void> {
  const done = await getDatabase().heldRows.findMany({
    where: { ...(runId !== undefined && { runId }), blobKey: { not: null }, status: { notIn: ['waiting', 'failed'] } },
    select: { runId: true, nodeId: true, blobKey: true },
    take: 500,
  });
  for (const { blobKey, ...place } of done) {
    const role = 'held' as const;
    const index = await getDatabase().personIndex.findFirst({ where: { ...place, role } });
    for (const key of [blobKey, index?.blobKey]) if (key) await getBlobStore().remove(key);
    await getDatabase().personIndex.deleteMany({ where: { ...place, role } });
    await removeCheckpoints(place.runId, 'succeeded');
    await getDatabase().heldRows.update({ where: { runId_nodeId: place }, data: { blobKey: null } });
  }
}
