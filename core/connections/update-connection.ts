import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { type Connection, Prisma } from '#prisma/generated/client.ts';
import { type ConnectionValues, checkValues } from './check-values.ts';
import { findConnection } from './find-connection.ts';
import { sealSecret, unsealSecret } from './seal-secret.ts';

export interface ConnectionChanges {
  readonly name?: string | undefined;
  readonly config?: ConnectionValues['config'] | undefined;
  /** An absent name keeps its stored value; an empty text removes it. */
  readonly secret?: ConnectionValues['secret'] | undefined;
}

/** Changes a connection; its id, and so every pipeline that uses it, stays. Throws `connection_not_found` (404). */
export async function updateConnection(workspaceId: string, id: string, changes: ConnectionChanges): Promise<void> {
  const connection = await findConnection(workspaceId, id);
  const { config, secret } = await mergeValues(connection, changes);
  await getDatabase().connection.update({
    where: { id },
    data: {
      ...(changes.name !== undefined && { name: changes.name }),
      config,
      ...(await sealSecret(workspaceId, id, secret)),
      lastTestedAt: null,
      lastTestError: Prisma.DbNull,
    },
  });
}

/** The values a connection would have after the changes, checked. */
export async function mergeValues(
  connection: Connection,
  { config, secret }: ConnectionChanges,
): Promise<ConnectionValues> {
  const connector = connection.connector as ConnectorId;
  const merged = {
    config: config ?? (connection.config as ConnectionValues['config']),
    secret: { ...(await readStoredSecret(connection, secret ?? {})), ...secret },
  };
  return checkValues(connector, merged);
}

/** Unreadable secrets are no obstacle to entering new ones. */
async function readStoredSecret(
  connection: Connection,
  given: ConnectionValues['secret'],
): Promise<ConnectionValues['secret']> {
  try {
    return await unsealSecret(connection);
  } catch (error) {
    if (Object.keys(given).length > 0) return {};
    throw error;
  }
}
