import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { OpaqueState } from './node-states.ts';

/** How many changes of a step's memory can be gone back to. */
const keptChanges = 20;
const batchSize = 500;

/** Deletes the oldest states of steps that have more than can be gone back to, with the files they alone refer to. */
export async function forgetOldStates(): Promise<void> {
  const database = getDatabase();
  const old = await database.$queryRaw<{ id: bigint; state: OpaqueState | null }[]>`
    SELECT id, state FROM (
      SELECT id, state, row_number() OVER (PARTITION BY pipeline_id, node_id, stream ORDER BY id DESC) AS place
      FROM node_states) AS ranked
    WHERE place > ${keptChanges} LIMIT ${batchSize}`;
  if (old.length === 0) return;
  await database.nodeState.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  const keys = new Set(old.flatMap(({ state }) => state?.blobKeys ?? []));
  for (const key of keys) {
    const users = await database.nodeState.count({
      where: { state: { path: ['blobKeys'], array_contains: [key] } },
    });
    if (users === 0) await getBlobStore().remove(key);
  }
}
