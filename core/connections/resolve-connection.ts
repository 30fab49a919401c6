import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findConnection } from './find-connection.ts';
import { unsealSecret } from './seal-secret.ts';

/**
 * A connection with its credentials decrypted, for the one who is about to use it: never for an answer or a log.
 * Throws `connection_not_found` (404) or that its secret cannot be read, as `decryptSecret` does.
 */
export async function resolveConnection(workspaceId: string, connectionId: string): Promise<ResolvedConnection> {
  const connection = await findConnection(workspaceId, connectionId);
  await getDatabase().connection.update({ where: { id: connection.id }, data: { lastUsedAt: new Date() } });
  return {
    id: connection.id,
    config: connection.config as Record<string, unknown>,
    secret: await unsealSecret(connection),
  };
}
