import { findUsage } from '#core/pipelines/find-usage.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { findConnection } from './find-connection.ts';

/** Deletes a connection that no pipeline uses. Throws `connection_not_found` (404) or `connection_in_use` (409). */
export async function deleteConnection(workspaceId: string, connectionId: string): Promise<void> {
  const { id } = await findConnection(workspaceId, connectionId);
  const usedBy = (await findUsage(workspaceId, 'connectionId')).get(id) ?? [];
  if (usedBy.length > 0) {
    const pipelines = usedBy.map(({ name }) => name).join(', ');
    throw new TelarError('connection_in_use', { params: { count: usedBy.length, pipelines }, status: 409 });
  }
  await getDatabase().connection.deleteMany({ where: { id, workspaceId } });
}
