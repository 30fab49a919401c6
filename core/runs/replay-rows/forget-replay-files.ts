import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';

const atOnce = 500;

/** Deletes the files that replays brought their rows in, once these have ended: no run reads them again. */
export async function forgetReplayFiles(): Promise<void> {
  const read = await getDatabase().file.findMany({
    where: { run: { status: { in: ['succeeded', 'failed', 'cancelled'] } } },
    select: { id: true, blobKey: true },
    take: atOnce,
  });
  for (const { id, blobKey } of read) {
    await getBlobStore().remove(blobKey);
    await getDatabase().file.deleteMany({ where: { id } });
  }
}
