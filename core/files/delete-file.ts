import { findUsage } from '#core/pipelines/find-usage.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Deletes a file that no pipeline reads, with its bytes. Throws `file_not_found` (404) or `file_in_use` (409). */
export async function deleteFile(workspaceId: string, fileId: string): Promise<void> {
  const file = await getDatabase().file.findFirst({ where: { id: fileId, workspaceId } });
  if (file === null) throw new TelarError('file_not_found', { status: 404 });
  const usedBy = (await findUsage(workspaceId, 'fileId')).get(fileId) ?? [];
  if (usedBy.length > 0) {
    const pipelines = usedBy.map(({ name }) => name).join(', ');
    throw new TelarError('file_in_use', { params: { count: usedBy.length, pipelines }, status: 409 });
  }
  await getDatabase().file.deleteMany({ where: { id: fileId, workspaceId } });
  await getBlobStore().remove(file.blobKey);
}
