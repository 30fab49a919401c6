import type { ConnectionView } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { findUsage } from '#core/pipelines/find-usage.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findConnection } from './find-connection.ts';
import { presentConnection } from './present-connection.ts';

/** The connections of a workspace by name. */
export async function listConnections(workspaceId: string, locale: Locale): Promise<ConnectionView[]> {
  const connections = await getDatabase().connection.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } });
  const usage = await findUsage(workspaceId, 'connectionId');
  return Promise.all(
    connections.map((connection) => presentConnection(connection, usage.get(connection.id) ?? [], locale)),
  );
}

/** One connection. Throws `connection_not_found` (404). */
export async function getConnection(workspaceId: string, id: string, locale: Locale): Promise<ConnectionView> {
  const connection = await findConnection(workspaceId, id);
  const usage = await findUsage(workspaceId, 'connectionId');
  return presentConnection(connection, usage.get(id) ?? [], locale);
}
