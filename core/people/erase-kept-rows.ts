import { type Sql, sql } from '#core/compiler/sql.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import { openRows, queryCount, type RowStorage, storeRows } from '#core/runs/stored-rows.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';

/** Takes somebody out of the rows that are kept of runs, and of the samples of their pipelines. */
export async function erasePlaces(
  workspaceId: string,
  runIds: readonly string[],
  email: string,
): Promise<ErasureReceipt> {
  const steps = await getDatabase().runStep.findMany({ where: { runId: { in: [...runIds] }, run: { workspaceId } } });
  const samples = await getDatabase().sourceSample.findMany({
    where: { workspaceId, pipeline: { runs: { some: { id: { in: [...runIds] } } } } },
  });
  const rows = await withShortSession(async (session, folder) => {
    const storage = { session, folder };
    let erased = 0;
    for (const { runId, nodeId, keptBlobKey, rejectedBlobKey, requestsBlobKey } of steps) {
      if (keptBlobKey !== null) erased += await takeOut(storage, keptBlobKey, email);
      if (rejectedBlobKey !== null) erased += await blankOut(storage, rejectedBlobKey, email);
      if (requestsBlobKey === null) continue;
      await getBlobStore().remove(requestsBlobKey);
      const where = { runId_nodeId: { runId, nodeId } };
      await getDatabase().runStep.update({ where, data: { requestsBlobKey: null } });
    }
    for (const { blobKey } of samples) erased += await takeOut(storage, blobKey, email);
    return erased;
  });
  return { place: 'kept', name: '', outcome: rows > 0 ? 'done' : 'nothing', rows };
}

/** Whether a row mentions the address anywhere. */
function mentions(email: string, row: Sql): Sql {
  return sql`contains(lower(CAST(to_json(${row}) AS VARCHAR)), ${email})`;
}

async function takeOut(storage: RowStorage, key: string, email: string): Promise<number> {
  const rows = await openRows(storage, key);
  if (rows === null) return 0;
  const found = await queryCount(
    storage.session,
    sql`SELECT count(*) FROM ${rows} AS kept WHERE ${mentions(email, sql`kept`)}`,
  );
  if (found > 0)
    await storeRows(storage, key, sql`SELECT * FROM ${rows} AS kept WHERE NOT ${mentions(email, sql`kept`)}`);
  return found;
}

/** Rows that were set aside are known by their place, so they stay, without what they said. */
async function blankOut(storage: RowStorage, key: string, email: string): Promise<number> {
  const rows = await openRows(storage, key);
  if (rows === null) return 0;
  const found = await queryCount(
    storage.session,
    sql`SELECT count(*) FROM ${rows} AS kept WHERE ${mentions(email, sql`kept`)}`,
  );
  if (found === 0) return 0;
  const isTheirs = mentions(email, sql`kept`);
  await storeRows(
    storage,
    key,
    sql`SELECT * REPLACE (CASE WHEN ${isTheirs} THEN '{}' ELSE record END AS record,
      CASE WHEN ${isTheirs} THEN NULL ELSE value END AS value) FROM ${rows} AS kept`,
  );
  return found;
}
