import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectionView, ConnectorId } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import type { PipelineUsage } from '#core/pipelines/find-usage.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { presentStoredError } from '#core/runs/present-run.ts';
import type { Connection, ConnectionGrant } from '#prisma/generated/client.ts';
import { describeAuthorization, presentGrant } from './present-grant.ts';
import { unsealSecret } from './seal-secret.ts';
import { needsPerson } from './set-health.ts';

const expiringMs = 7 * 24 * 3_600_000;

/** What a view is made of besides the row. */
export interface ConnectionSurroundings {
  readonly grant: ConnectionGrant | null;
  readonly owner: ConnectionView['owner'];
  readonly usedBy: readonly PipelineUsage[];
  /** Of those, the ones that run by themselves. */
  readonly live: readonly PipelineUsage[];
}

/** What may be shown of a connection: of its secrets the names only. */
export async function presentConnection(
  connection: Connection,
  { grant, owner, usedBy, live }: ConnectionSurroundings,
  locale: Locale,
): Promise<ConnectionView> {
  const connector = connection.connector as ConnectorId;
  const config = connection.config as ConnectionView['config'];
  const auth = connectionKinds[connector].auth(config);
  return {
    id: connection.id,
    connector,
    name: connection.name,
    config,
    secretNames: await listSecretNames(connection),
    usedBy: [...usedBy],
    lastUsedAt: connection.lastUsedAt?.toISOString() ?? null,
    lastTestedAt: connection.lastTestedAt?.toISOString() ?? null,
    lastTestError: presentStoredError(connection.lastTestError, locale),
    createdAt: connection.createdAt.toISOString(),
    health: {
      state: readState(connection, grant),
      reason: presentStoredError(connection.healthReason, locale),
      since: connection.healthSince.toISOString(),
      retryAt: connection.retryAt?.toISOString() ?? null,
    },
    pausedPipelines: needsPerson(connection.health) ? [...live] : [],
    authorization: describeAuthorization(auth),
    grant: presentGrant(grant, auth, connector, locale),
    owner,
    sharing: connection.sharing,
    allowedUserIds: connection.allowedUserIds,
  };
}

function readState({ health, retryAt }: Connection, grant: ConnectionGrant | null): ConnectionView['health']['state'] {
  if (health === 'rate_limited' && (retryAt === null || retryAt.getTime() <= Date.now())) return 'healthy';
  const endsSoon = grant?.expiresAt != null && grant.expiresAt.getTime() - Date.now() < expiringMs;
  // Of a token that nothing renews, the next look is at its end; the others end without anybody noticing.
  const endsForGood =
    grant !== null && !grant.refreshable && grant.refreshDueAt?.getTime() === grant.expiresAt?.getTime();
  return health === 'healthy' && endsSoon && endsForGood ? 'expiring' : health;
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
