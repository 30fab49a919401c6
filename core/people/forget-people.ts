import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';

const keptMs = 90 * 24 * 3_600_000;
const atOnce = 500;

/** Deletes what tells who was in runs older than 90 days, some at a time. */
export async function forgetPeople(now: Date): Promise<void> {
  const old = await getDatabase().personIndex.findMany({
    where: { createdAt: { lt: new Date(now.getTime() - keptMs) } },
    select: { runId: true, nodeId: true, role: true, blobKey: true },
    take: atOnce,
  });
  for (const { blobKey, ...place } of old) {
    if (blobKey !== null) await getBlobStore().remove(blobKey);
    await getDatabase().personIndex.delete({ where: { runId_nodeId_role: place } });
  }
}
