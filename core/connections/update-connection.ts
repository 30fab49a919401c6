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
  const { config, secret } = mergeValues(connection, changes);
  await getDatabase().connection.update({
    where: { id },
    data: {
      ...(changes.name !== undefined && { name: changes.name }),
      config,
      ...sealSecret(workspaceId, id, secret),
      lastTestedAt: null,
      lastTestError: Prisma.DbNull,
    },
  });
}

/** The values a connection would have after the changes, checked. */
export function mergeValues(connection: Connection, { config, secret }: ConnectionChanges): ConnectionValues {
  const connector = connection.connector as ConnectorId;
  const merged = {
    config: config ?? (connection.config as ConnectionValues['config']),
    secret: { ...readStoredSecret(connection, secret ?? {}), ...secret },
  };
  return checkValues(connector, merged);
}

/** Unreadable secrets are no obstacle to entering new ones. */
function readStoredSecret(connection: Connection, given: ConnectionValues['secret']): ConnectionValues['secret'] {
  try {
    return unsealSecret(connection);
  } catch (error) {
    if (Object.keys(given).length > 0) return {};
    throw error;
  }
}
