import { getDatabase } from '#core/platform/database.ts';
import type { Connection, ConnectionGrant } from '#prisma/generated/client.ts';
import { setHealth } from '../set-health.ts';
import { readIdentity } from './read-identity.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import { requestAutomaticToken } from './request-automatic-token.ts';
import { storeGrant } from './store-grant.ts';
import { TokenFailure } from './token-failure.ts';

/** Asks for a token that needs no person, and keeps it. Call it under the connection's lock. */
export async function obtainGrant(connection: Connection, account: OAuthAccount): Promise<ConnectionGrant> {
  const { id: connectionId, workspaceId } = connection;
  try {
    const token = await requestAutomaticToken(account);
    const identity = await readIdentity(account, token);
    const grant = { workspaceId, connectionId, account, token, identity, grantedBy: null };
    return await getDatabase().$transaction((transaction) => storeGrant(transaction, grant));
  } catch (error) {
    if (error instanceof TokenFailure && (error.kind === 'ended' || error.kind === 'refused')) {
      await setHealth(connectionId, { state: 'needs_reconnect', reason: error });
    }
    throw error;
  }
}
