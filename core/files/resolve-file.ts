import { stat } from 'node:fs/promises';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Where the bytes of an uploaded file lie. Throws `file_missing` when the file or its bytes are gone. */
export async function resolveFile(workspaceId: string, fileId: string): Promise<{ path: string; name: string }> {
  const file = await getDatabase().file.findFirst({ where: { id: fileId, workspaceId } });
  if (file === null) throw new TelarError('file_missing', { status: 404 });
  const path = getBlobStore().path(file.blobKey);
  await stat(path).catch((cause) => {
    throw new TelarError('file_missing', { status: 404, cause });
  });
  return { path, name: file.name };
}
