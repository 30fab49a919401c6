import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';

/** As long as the log of requests. */
const keptMs = 30 * 24 * 3_600_000;
const atOnce = 500;

/** Deletes rows and requests that were kept of runs older than 30 days, some at a time. */
export async function forgetKeptRows(now: Date): Promise<void> {
  const old = await getDatabase().runStep.findMany({
    where: {
      OR: [{ keptBlobKey: { not: null } }, { requestsBlobKey: { not: null } }],
      run: { createdAt: { lt: new Date(now.getTime() - keptMs) } },
    },
    select: { runId: true, nodeId: true, keptBlobKey: true, requestsBlobKey: true },
    take: atOnce,
  });
  for (const { runId, nodeId, keptBlobKey, requestsBlobKey } of old) {
    for (const key of [keptBlobKey, requestsBlobKey]) if (key !== null) await getBlobStore().remove(key);
    await getDatabase().runStep.update({
      where: { runId_nodeId: { runId, nodeId } },
      data: { keptBlobKey: null, keptRows: null, requestsBlobKey: null },
    });
  }
}
