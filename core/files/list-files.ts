import type { FileView } from '#core/contracts/files.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentFile } from './present-file.ts';

const maxListed = 500;

/** The latest uploads of a workspace, newest first. */
export async function listFiles(workspaceId: string): Promise<FileView[]> {
  const files = await getDatabase().file.findMany({
    where: { workspaceId, runId: null },
    orderBy: { createdAt: 'desc' },
    take: maxListed,
  });
  return files.map(presentFile);
}
