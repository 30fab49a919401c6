import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { readFileHead } from '#connectors/file/read-file-sample.ts';
import type { ErasurePlace } from '#core/contracts/people.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { RowStorage } from '#core/runs/stored-rows.ts';
import { takeOutRows } from './erase-rows.ts';
import { eraseFromTextFile } from './erase-text-file.ts';
import type { Erasing } from './erasing.ts';
import { type ErasureReceipt, receiptOf } from './erasure-receipt.ts';

/** Files that people uploaded, and those that replays of refused rows read. */
export async function eraseFromUploads(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const { workspaceId } = erasing;
  const files = await getDatabase().file.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  const receipts: ErasureReceipt[] = [];
  for (const { id, name, blobKey, runId, sha256 } of files) {
    const receipt = await eraseFromFile(erasing, storage, {
      place: runId === null ? 'files' : 'replays',
      name,
      blobKey,
    });
    if (receipt.outcome === 'done') {
      const content = { sizeBytes: await sizeOf(blobKey), sha256: sha256 === '' ? '' : await hashFile(blobKey) };
      await getDatabase().file.update({ where: { id }, data: content });
    }
    receipts.push(receipt);
  }
  return sumUp(['files', 'replays'], receipts);
}

/** Files that runs made, to download. */
export async function eraseFromMadeFiles(erasing: Erasing, storage: RowStorage): Promise<ErasureReceipt[]> {
  const { workspaceId } = erasing;
  const made = await getDatabase().runArtifact.findMany({
    where: { run: { workspaceId } },
    orderBy: { createdAt: 'asc' },
  });
  const receipts: ErasureReceipt[] = [];
  for (const { runId, nodeId, name, blobKey } of made) {
    const receipt = await eraseFromFile(erasing, storage, { place: 'made', name, blobKey });
    if (receipt.outcome === 'done') {
      const where = { runId_nodeId: { runId, nodeId } };
      await getDatabase().runArtifact.update({ where, data: { sizeBytes: await sizeOf(blobKey) } });
    }
    receipts.push(receipt);
  }
  return sumUp(['made'], receipts);
}

interface ErasedFile {
  readonly place: ErasurePlace;
  readonly name: string;
  readonly blobKey: string;
}

async function eraseFromFile(
  erasing: Erasing,
  storage: RowStorage,
  { place, name, blobKey }: ErasedFile,
): Promise<ErasureReceipt> {
  erasing.signal.throwIfAborted();
  const path = getBlobStore().path(blobKey);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return receiptOf(place, 0);
  try {
    const magic = Buffer.from(await readFileHead(path, 4)).toString('latin1');
    const rows =
      magic === 'PAR1'
        ? await takeOutRows(erasing, storage, blobKey)
        : await eraseFromTextFile(blobKey, erasing.pattern.javascript);
    return { ...receiptOf(place, rows), name };
  } catch (error) {
    const cause = error instanceof TelarError ? error : new TelarError('internal', { actor: 'admin', cause: error });
    return { place, name, outcome: 'not_possible', rows: 0, failure: cause.toJSON() };
  }
}

/** Files where somebody was, one by one, and one line for each place where nobody was. */
function sumUp(places: readonly ErasurePlace[], receipts: readonly ErasureReceipt[]): ErasureReceipt[] {
  return places.flatMap((place) => {
    const found = receipts.filter((receipt) => receipt.place === place && receipt.outcome !== 'nothing');
    return found.length > 0 ? found : [receiptOf(place, 0)];
  });
}

async function sizeOf(blobKey: string): Promise<number> {
  return (await stat(getBlobStore().path(blobKey))).size;
}

async function hashFile(blobKey: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(getBlobStore().path(blobKey))) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
