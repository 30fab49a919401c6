import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { openEgress } from '#core/egress/open-egress.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ConnectionGrant } from '#prisma/generated/client.ts';
import type { ConnectionValues } from './check-values.ts';
import { findConnection } from './find-connection.ts';
import { readOAuthAccount } from './oauth/read-oauth-account.ts';
import { hasEnded } from './oauth/refresh-times.ts';
import { readReason, renewGrant } from './oauth/renew-grant.ts';
import { unsealToken } from './oauth/seal-token.ts';
import { unsealSecret } from './seal-secret.ts';
import { needsPerson } from './set-health.ts';

/**
 * A connection with its credentials decrypted and its token renewed when that is about to end, for the one who is about to
 * use it: never for an answer or a log. Throws `connection_not_found` (404), why its secrets cannot be read, or why the
 * vendor gives no token.
 */
export async function resolveConnection(workspaceId: string, connectionId: string): Promise<ResolvedConnection> {
  const connection = await findConnection(workspaceId, connectionId);
  await getDatabase().connection.update({ where: { id: connection.id }, data: { lastUsedAt: new Date() } });
  const values = { config: connection.config as ConnectionValues['config'], secret: await unsealSecret(connection) };
  const egress = await openEgress({ workspaceId, connectionId: connection.id });
  const account = await readOAuthAccount(workspaceId, connection.connector as ConnectorId, values, egress.http);
  const resolved = { id: connection.id, ...values, createSocket: egress.createSocket };
  if (account === null) return resolved;
  if (account.oauth.grant === 'authorization-code' && needsPerson(connection.health)) throw readReason(connection);
  return withGrant(resolved, await findUsableGrant(connection.id, account.settingsHash));
}

/** The connection with a newer token than the one that was refused; null when it is not known by a token that is kept. */
export async function renewConnection(refused: ResolvedConnection): Promise<ResolvedConnection | null> {
  if (refused.grant === undefined || refused.grant.version === 0) return null;
  return withGrant(refused, await renewGrant(refused.id, refused.grant.version));
}

/** A renewal that fails for now is no reason to stop while the token still holds. */
async function findUsableGrant(id: string, settingsHash: string): Promise<ConnectionGrant> {
  const grant = await getDatabase().connectionGrant.findUnique({ where: { connectionId: id } });
  if (grant === null || grant.settingsHash !== settingsHash) return renewGrant(id, null);
  const isDue = grant.refreshable && grant.refreshDueAt !== null && grant.refreshDueAt.getTime() <= Date.now();
  const isEnded = hasEnded(grant.expiresAt, new Date());
  if (!isDue && !isEnded) return grant;
  try {
    return await renewGrant(id, grant.version);
  } catch (error) {
    const mayGoOn = !isEnded && error instanceof TelarError && error.retryable;
    if (!mayGoOn) throw error;
    getLogger('connections').warn({ connectionId: id, code: error.code }, 'Token not renewed; the old one still holds');
    return grant;
  }
}

async function withGrant(connection: ResolvedConnection, grant: ConnectionGrant): Promise<ResolvedConnection> {
  const { accessToken, answer } = await unsealToken(grant);
  return { ...connection, grant: { accessToken, version: grant.version, answer } };
}
