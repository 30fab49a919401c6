import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { PipelineUsage } from '#core/pipelines/find-usage.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { presentStoredError } from '#core/runs/present-run.ts';
import type { Connection } from '#prisma/generated/client.ts';
import { unsealSecret } from './seal-secret.ts';

/** What may be shown of a connection: of its secrets the names only. */
export async function presentConnection(
  connection: Connection,
  usedBy: readonly PipelineUsage[],
  locale: Locale,
): Promise<ConnectionView> {
  return {
    id: connection.id,
    connector: connection.connector as ConnectorId,
    name: connection.name,
    config: connection.config as ConnectionView['config'],
    secretNames: await listSecretNames(connection),
    usedBy: [...usedBy],
    lastUsedAt: connection.lastUsedAt?.toISOString() ?? null,
    lastTestedAt: connection.lastTestedAt?.toISOString() ?? null,
    lastTestError: presentStoredError(connection.lastTestError, locale),
    createdAt: connection.createdAt.toISOString(),
  };
}

/** Unreadable secrets count as absent: the form then asks for them again. */
async function listSecretNames(connection: Connection): Promise<string[]> {
  try {
    return Object.keys(await unsealSecret(connection)).sort();
  } catch (error) {
    const code = error instanceof TelarError ? error.code : null;
    getLogger('connections').warn({ connectionId: connection.id, code }, 'Stored credentials cannot be decrypted');
    return [];
  }
}
