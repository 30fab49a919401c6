import { actorOf, recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findConnection } from '../find-connection.ts';
import { setHealth } from '../set-health.ts';
import { holdConnectionLock } from './hold-connection-lock.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import { readConnectionAccount } from './renew-grant.ts';
import { formatClient, send } from './request-token.ts';
import { type StoredToken, unsealToken } from './seal-token.ts';

/**
 * Gives an account's access back: the vendor is told (RFC 7009) where it takes that, and the tokens are erased here in any
 * case. The connection stays, for somebody to connect again. Throws `connection_not_found` (404).
 */
export async function disconnect(session: Session, connectionId: string): Promise<void> {
  const { workspaceId } = session;
  const connection = await findConnection(workspaceId, connectionId);
  await holdConnectionLock(connectionId, async () => {
    const grant = await getDatabase().connectionGrant.findUnique({ where: { connectionId } });
    const account = await readConnectionAccount(connection);
    if (grant === null || account === null) throw new TelarError('connection_without_tokens', { status: 409 });
    const isTold = await tellVendor(account, await unsealToken(grant));
    await getDatabase().$transaction(async (transaction) => {
      await transaction.connectionGrant.deleteMany({ where: { connectionId, workspaceId } });
      const params = { connection: connection.name };
      const reason = new TelarError('oauth_disconnected', { params, actor: 'admin' });
      await setHealth(connectionId, { state: 'revoked', reason }, transaction);
      await recordAuditEvent(transaction, {
        workspaceId,
        actor: actorOf(session),
        action: 'connection.disconnected',
        object: { id: connectionId, name: connection.name },
        after: { vendorTold: isTold },
      });
    });
  });
}

/** Ending the refresh token ends what came of it; a vendor that fails to listen is no obstacle. */
async function tellVendor({ oauth, client, http }: OAuthAccount, token: StoredToken): Promise<boolean> {
  if (oauth.revocationUrl === undefined) return false;
  const body = new URLSearchParams({
    token: token.refreshToken ?? token.accessToken,
    token_type_hint: token.refreshToken === null ? 'access_token' : 'refresh_token',
  });
  const isBasic = oauth.client.authentication === 'basic';
  if (!isBasic) body.set('client_id', client.id);
  if (oauth.client.authentication === 'post') body.set('client_secret', client.secret);
  try {
    const { status } = await send(http, oauth.revocationUrl, body.toString(), isBasic ? formatClient(client) : {});
    return status < 300;
  } catch (error) {
    getLogger('connections').warn({ err: error }, 'The vendor could not be told of a revocation');
    return false;
  }
}
