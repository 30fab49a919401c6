import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { type FileView, maxFileBytes } from '#core/contracts/files.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { File } from '#prisma/generated/client.ts';
import { presentFile } from './present-file.ts';

/**
 * Streams bytes into the blob store while hashing them: memory stays flat whatever the size. The same bytes
 * under the same name answer the file that is there already. Throws `file_too_large` (413),
 * `upload_interrupted` or `storage_full` (507); nothing is kept then.
 */
export async function uploadFile(
  session: Session,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ file: FileView; isNew: boolean }> {
  const id = createId('file');
  const blobKey = `files/${session.workspaceId}/${id}`;
  const { sha256, sizeBytes } = await storeBytes(blobKey, bytes);
  try {
    const file = await getDatabase().$transaction((transaction) =>
      recordFile(transaction, session, { id, name, blobKey, sha256, sizeBytes }),
    );
    if (file.blobKey !== blobKey) await getBlobStore().remove(blobKey);
    return { file: presentFile(file), isNew: file.id === id };
  } catch (error) {
    await getBlobStore().remove(blobKey);
    throw error;
  }
}

async function storeBytes(blobKey: string, bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  async function* measure() {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > maxFileBytes) throw fileTooLarge();
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await getBlobStore().put(blobKey, measure());
  } catch (error) {
    throw explainStoreFailure(error);
  }
  return { sha256: hash.digest('hex'), sizeBytes: size };
}

export function fileTooLarge(): TelarError {
  return new TelarError('file_too_large', { params: { maxGigabytes: maxFileBytes / 1024 ** 3 }, status: 413 });
}

function explainStoreFailure(error: unknown): unknown {
  const { code, name } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new TelarError('storage_full', { actor: 'admin', status: 507, cause: error });
  const broken = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'].includes(String(code));
  return broken || name === 'AbortError' || name === 'ResponseAborted'
    ? new TelarError('upload_interrupted', { retryable: true, cause: error })
    : error;
}

interface NewFile {
  readonly id: string;
  readonly name: string;
  readonly blobKey: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Finds the same file or creates it; one upload of the same file at a time gets here. */
async function recordFile(transaction: Transaction, { workspaceId, userId }: Session, added: NewFile): Promise<File> {
  const { name, sha256, blobKey } = added;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${workspaceId} ${sha256}`}))`;
  const known = await transaction.file.findFirst({ where: { workspaceId, sha256, name } });
  if (known === null) return transaction.file.create({ data: { ...added, workspaceId, createdBy: userId } });
  const isStored = await stat(getBlobStore().path(known.blobKey)).then(
    () => true,
    () => false,
  );
  return isStored ? known : transaction.file.update({ where: { id: known.id }, data: { blobKey } });
}
