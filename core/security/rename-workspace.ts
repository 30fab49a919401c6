import { getDatabase } from '#core/platform/database.ts';

export async function renameWorkspace(workspaceId: string, name: string): Promise<void> {
  await getDatabase().workspace.update({ where: { id: workspaceId }, data: { name } });
}
