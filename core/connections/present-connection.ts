import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { PipelineUsage } from '#core/pipelines/find-usage.ts';
import { getLogger } from '#core/platform/logger.ts';
import { presentStoredError } from '#core/runs/present-run.ts';
import type { Connection } from '#prisma/generated/client.ts';
import { unsealSecret } from './seal-secret.ts';

/** What may be shown of a connection: of its secrets the names only. */
export function presentConnection(
  connection: Connection,
  usedBy: readonly PipelineUsage[],
  locale: Locale,
): ConnectionView {
  return {
    id: connection.id,
    connector: connection.connector as ConnectorId,
    name: connection.name,
    config: connection.config as ConnectionView['config'],
    secretNames: listSecretNames(connection),
    usedBy: [...usedBy],
    lastUsedAt: connection.lastUsedAt?.toISOString() ?? null,
    lastTestedAt: connection.lastTestedAt?.toISOString() ?? null,
    lastTestError: presentStoredError(connection.lastTestError, locale),
    createdAt: connection.createdAt.toISOString(),
  };
}

/** Unreadable secrets count as absent: the form then asks for them again. */
function listSecretNames(connection: Connection): string[] {
  try {
    return Object.keys(unsealSecret(connection)).sort();
  } catch {
    getLogger('connections').warn({ connectionId: connection.id }, 'Stored credentials cannot be decrypted');
    return [];
  }
}
