import { getDatabase } from '#core/platform/database.ts';
import type { RowStorage } from '#core/runs/stored-rows.ts';
import { blankRejected, blankRequests, takeOutRows } from './erase-rows.ts';
import type { Erasing } from './erasing.ts';
import { type ErasureReceipt, receiptOf } from './erasure-receipt.ts';

/** Rows that runs left: those kept to look at, those set aside, and requests that carried some. */
export async function eraseFromRuns(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const found = { kept: 0, rejected: 0, requests: 0 };
  for await (const step of listSteps(erasing)) {
    const { runId, nodeId, keptBlobKey, rejectedBlobKey, requestsBlobKey } = step;
    if (keptBlobKey !== null) found.kept += await takeOutRows(erasing, storage, keptBlobKey);
    if (requestsBlobKey !== null) found.requests += await blankRequests(erasing, storage, requestsBlobKey);
    if (rejectedBlobKey === null) continue;
    const places = await blankRejected(erasing, storage, rejectedBlobKey);
    await forgetFixes({ runId, nodeId }, places);
    found.rejected += places.length;
  }
  found.rejected += await forgetOtherFixes(erasing);
  return [receiptOf('kept', found.kept), receiptOf('rejected', found.rejected), receiptOf('requests', found.requests)];
}

const pageSize = 500;

async function* listSteps({ workspaceId, signal }: Erasing) {
  for (let skip = 0; ; skip += pageSize) {
    const steps = await getDatabase().runStep.findMany({
      where: {
        run: { workspaceId },
        OR: [{ keptBlobKey: { not: null } }, { rejectedBlobKey: { not: null } }, { requestsBlobKey: { not: null } }],
      },
      orderBy: [{ runId: 'asc' }, { nodeId: 'asc' }],
      ...{ skip, take: pageSize },
      select: { runId: true, nodeId: true, keptBlobKey: true, rejectedBlobKey: true, requestsBlobKey: true },
    });
    for (const step of steps) {
      signal.throwIfAborted();
      yield step;
    }
    if (steps.length < pageSize) return;
  }
}

/** What was changed in their rows. */
async function forgetFixes(step: { readonly runId: string; readonly nodeId: string }, places: readonly number[]) {
  await getDatabase().$executeRaw`
    UPDATE rejected_records SET edits = '{}', refusal = NULL
    WHERE run_id = ${step.runId} AND node_id = ${step.nodeId} AND "row" = ANY(${[...places]})`;
}

/** What brings the address into rows of others, or quotes it there. Half a correction would be worse than none. */
function forgetOtherFixes({ workspaceId, pattern }: Erasing): Promise<number> {
  return getDatabase().$executeRaw`
    UPDATE rejected_records SET edits = '{}', refusal = NULL
    WHERE run_id IN (SELECT id FROM runs WHERE workspace_id = ${workspaceId})
      AND (edits::text ~* ${pattern.postgres} OR refusal::text ~* ${pattern.postgres})`;
}

/** Rows that are still to be sent to a target. */
export async function eraseFromHeld(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const held = await getDatabase().heldRows.findMany({
    where: { run: { workspaceId: erasing.workspaceId }, status: { in: ['waiting', 'failed'] } },
    select: { runId: true, nodeId: true, blobKey: true },
  });
  const places = held.map(({ runId, nodeId }) => ({ runId, nodeId }));
  const outgoing = await getDatabase().runCheckpoint.findMany({ where: { OR: places }, select: { blobKeys: true } });
  const keys = [...held.flatMap(({ blobKey }) => blobKey ?? []), ...outgoing.flatMap(({ blobKeys }) => blobKeys)];
  return [receiptOf('held', await takeOutOfAll(erasing, storage, keys))];
}

/** Samples that previews show. */
export async function eraseFromSamples(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const { workspaceId } = erasing;
  const samples = await getDatabase().sourceSample.findMany({ where: { workspaceId }, select: { blobKey: true } });
  return [
    receiptOf(
      'samples',
      await takeOutOfAll(
        erasing,
        storage,
        samples.map(({ blobKey }) => blobKey),
      ),
    ),
  ];
}

/** Keys that steps remember between runs: of rows that were read before, and of rows that were sent. */
export async function eraseFromMemory(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const { workspaceId } = erasing;
  const keys = await getDatabase().$queryRaw<{ key: string }[]>`
    SELECT DISTINCT jsonb_array_elements_text(state->'blobKeys') AS key FROM node_states
    WHERE workspace_id = ${workspaceId} AND jsonb_typeof(state->'blobKeys') = 'array'`;
  return [
    receiptOf(
      'memory',
      await takeOutOfAll(
        erasing,
        storage,
        keys.map(({ key }) => key),
      ),
    ),
  ];
}

async function takeOutOfAll(erasing: Erasing, storage: RowStorage, keys: readonly string[]): Promise<number> {
  let found = 0;
  for (const key of keys) {
    erasing.signal.throwIfAborted();
    found += await takeOutRows(erasing, storage, key);
  }
  return found;
}
