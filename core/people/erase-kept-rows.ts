import { renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { withShortSession } from '#core/runs/short-session.ts';
import { openRows, queryCount, type RowStorage, storeRows } from '#core/runs/stored-rows.ts';
import type { ErasureReceipt } from './erasure-receipt.ts';

/** More rows than a step sets aside. */
const maxRejectedRows = 10_000_000;

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
      if (rejectedBlobKey !== null) {
        const places = await blankOut(storage, rejectedBlobKey, email);
        await blankFixes({ runId, nodeId }, places, email);
        erased += places.length;
      }
      if (requestsBlobKey === null) continue;
      await getBlobStore().remove(requestsBlobKey);
      const where = { runId_nodeId: { runId, nodeId } };
      await getDatabase().runStep.update({ where, data: { requestsBlobKey: null } });
    }
    for (const key of await listHeldKeys(runIds)) erased += await takeOut(storage, key, email);
    for (const { blobKey } of samples) erased += await takeOut(storage, blobKey, email);
    return erased;
  });
  return { place: 'kept', name: '', outcome: rows > 0 ? 'done' : 'nothing', rows };
}

/** Files of rows that are still to be sent. */
async function listHeldKeys(runIds: readonly string[]): Promise<string[]> {
  const held = await getDatabase().heldRows.findMany({
    where: { runId: { in: [...runIds] }, status: { in: ['waiting', 'failed'] } },
    select: { runId: true, nodeId: true, blobKey: true },
  });
  const places = held.map(({ runId, nodeId }) => ({ runId, nodeId }));
  const outgoing = await getDatabase().runCheckpoint.findMany({ where: { OR: places }, select: { blobKeys: true } });
  return [...held.flatMap(({ blobKey }) => blobKey ?? []), ...outgoing.flatMap(({ blobKeys }) => blobKeys)];
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

/** Rows that were set aside are known by their place, so they stay, without what they said. Answers their places. */
async function blankOut(storage: RowStorage, key: string, email: string): Promise<number[]> {
  const rows = await openRows(storage, key);
  if (rows === null) return [];
  const isTheirs = mentions(email, sql`kept`);
  const numbered = sql`SELECT row_number() OVER () - 1 AS place, ${isTheirs} AS theirs FROM ${rows} AS kept`;
  const found = await storage.session.queryRows(
    renderSql(sql`SELECT place FROM (${numbered}) WHERE theirs`),
    maxRejectedRows,
  );
  if (found.rows.length === 0) return [];
  await storeRows(
    storage,
    key,
    sql`SELECT * REPLACE (CASE WHEN ${isTheirs} THEN '{}' ELSE record END AS record,
      CASE WHEN ${isTheirs} THEN NULL ELSE value END AS value) FROM ${rows} AS kept`,
  );
  return found.rows.map(([place]) => Number(place));
}

/** What was changed in their rows, and what in others brings the address in or quotes it. */
async function blankFixes(
  { runId, nodeId }: { readonly runId: string; readonly nodeId: string },
  places: readonly number[],
  email: string,
): Promise<void> {
  await getDatabase().$executeRaw`
    UPDATE rejected_records SET edits = '{}', refusal = NULL
    WHERE run_id = ${runId} AND node_id = ${nodeId}
      AND ("row" = ANY(${[...places]}) OR strpos(lower(edits::text), ${email}) > 0 OR strpos(lower(refusal::text), ${email}) > 0)`;
}
