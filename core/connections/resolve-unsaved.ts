import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { openEgress } from '#core/egress/open-egress.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ConnectionValues } from './check-values.ts';
import { readOAuthAccount } from './oauth/read-oauth-account.ts';
import { requestAutomaticToken } from './oauth/request-automatic-token.ts';
import { unsealToken } from './oauth/seal-token.ts';

/**
 * Values that are not stored, as a connection to try: with the grant of the connection they would change, when they leave
 * that grant good, else with a token that comes without a person. Throws `oauth_not_connected` where it takes one.
 */
export async function resolveUnsaved(
  workspaceId: string,
  connector: ConnectorId,
  values: ConnectionValues,
  connectionId = '',
): Promise<ResolvedConnection> {
  const { http, createSocket } = await openEgress({ workspaceId, connectionId });
  const account = await readOAuthAccount(workspaceId, connector, values, http);
  const resolved = { id: connectionId, ...values, createSocket };
  if (account === null) return resolved;
  const stored = await getDatabase().connectionGrant.findUnique({ where: { connectionId } });
  if (stored !== null && stored.settingsHash === account.settingsHash) {
    const { accessToken, answer } = await unsealToken(stored);
    return { ...resolved, grant: { accessToken, version: stored.version, answer } };
  }
  if (account.oauth.grant === 'authorization-code') throw new TelarError('oauth_not_connected', { actor: 'admin' });
  const { accessToken, answer } = await requestAutomaticToken(account);
  return { ...resolved, grant: { accessToken, version: 0, answer } };
}
