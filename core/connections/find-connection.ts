import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Connection } from '#prisma/generated/client.ts';

/** The connection of the workspace as it is stored. Throws `connection_not_found` (404). */
export async function findConnection(workspaceId: string, connectionId: string): Promise<Connection> {
  const connection = await getDatabase().connection.findFirst({ where: { id: connectionId, workspaceId } });
  if (connection === null) throw new TelarError('connection_not_found', { status: 404 });
  return connection;
}
