import type { ConnectorId } from '#core/contracts/connections.ts';
import { openEgress } from '#core/egress/open-egress.ts';
import { getDatabase } from '#core/platform/database.ts';
import { type SerializedError, TelarError } from '#core/platform/telar-error.ts';
import type { Connection, ConnectionGrant } from '#prisma/generated/client.ts';
import type { ConnectionValues } from '../check-values.ts';
import { unsealSecret } from '../seal-secret.ts';
import { needsPerson, setHealth } from '../set-health.ts';
import { holdConnectionLock } from './hold-connection-lock.ts';
import { obtainGrant } from './obtain-grant.ts';
import { type OAuthAccount, readOAuthAccount } from './read-oauth-account.ts';
import { refreshGrant } from './refresh-grant.ts';
import { hasEnded } from './refresh-times.ts';

/** Renewals of this process: whoever asks meanwhile waits for the same one. */
const renewing = new Map<string, Promise<ConnectionGrant>>();

/**
 * A grant newer than version `known`, which is ending or was refused; `known` is null where there was none. Whoever asks
 * first renews it, under a lock that all processes share; everyone else gets what came of that. Never asks a vendor again
 * before its time, nor for a connection that waits for a person. Rejects with the reason.
 */
export async function renewGrant(connectionId: string, known: number | null): Promise<ConnectionGrant> {
  for (;;) {
    const running = renewing.get(connectionId);
    if (running === undefined) break;
    const grant = await running;
    if (known === null || grant.version > known) return grant;
  }
  const work = holdConnectionLock(connectionId, () => renewUnderLock(connectionId, known));
  renewing.set(connectionId, work);
  try {
    return await work;
  } finally {
    renewing.delete(connectionId);
  }
}

async function renewUnderLock(connectionId: string, known: number | null): Promise<ConnectionGrant> {
  const connection = await getDatabase().connection.findUniqueOrThrow({
    where: { id: connectionId },
    include: { grant: true },
  });
  const account = await readConnectionAccount(connection);
  if (account === null) throw new TelarError('connection_without_tokens', { status: 409 });
  const isCurrent = connection.grant?.settingsHash === account.settingsHash;
  const grant = isCurrent ? connection.grant : null;
  if (grant !== null && grant.version !== known && !hasEnded(grant.expiresAt, new Date())) return grant;
  if (account.oauth.grant === 'authorization-code') await requireConsent(connection, account);
  if (grant !== null) requirePatience(connection, grant);
  return grant?.refreshable ? refreshGrant(grant, account) : obtainGrant(connection, account);
}

/** The account of a stored connection; null when it has no tokens. */
export async function readConnectionAccount(connection: Connection): Promise<OAuthAccount | null> {
  const { id: connectionId, workspaceId, connector, config } = connection;
  const values = { config: config as ConnectionValues['config'], secret: await unsealSecret(connection) };
  const { http } = await openEgress({ workspaceId, connectionId });
  return readOAuthAccount(workspaceId, connector as ConnectorId, values, http);
}

/** Throws unless there is something that a person granted and that can be renewed. */
async function requireConsent(connection: Connection & { grant: ConnectionGrant | null }, account: OAuthAccount) {
  if (needsPerson(connection.health)) throw readReason(connection);
  const { grant, name } = connection;
  const isOther = grant !== null && grant.settingsHash !== account.settingsHash;
  if (grant?.refreshable && !isOther) return;
  const code = grant === null ? 'oauth_not_connected' : isOther ? 'oauth_settings_changed' : 'oauth_expired';
  const reason = new TelarError(code, { params: { connection: name }, actor: 'admin', status: 409 });
  await setHealth(connection.id, { state: 'needs_reconnect', reason });
  throw reason;
}

/** After failures the vendor is asked again when it is time, not by every run that comes along. */
function requirePatience(connection: Connection, { refreshFailures, refreshDueAt }: ConnectionGrant): void {
  if (refreshFailures === 0 || refreshDueAt === null) return;
  const waitMs = refreshDueAt.getTime() - Date.now();
  if (waitMs <= 0) return;
  const params = { connection: connection.name, seconds: Math.ceil(waitMs / 1000) };
  throw new TelarError('oauth_refresh_waiting', { params, actor: 'nobody', retryable: true, status: 503 });
}

/** Why a connection waits for a person. */
export function readReason({ healthReason, name }: Pick<Connection, 'healthReason' | 'name'>): TelarError {
  const stored = healthReason as unknown as SerializedError | null;
  const params = { connection: name, ...stored?.params };
  return new TelarError(stored?.code ?? 'oauth_grant_ended', { actor: 'admin', ...stored, params, status: 409 });
}
