import { createHash } from 'node:crypto';
import type { OAuth } from '#connectors/kit/auth/auth-kind.ts';
import type { HttpClient } from '#connectors/kit/http-client.ts';
import { connectionKinds } from '#connectors/registry.ts';
import type { ConnectorId } from '#core/contracts/connections.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ConnectionValues } from '../check-values.ts';
import { unsealAppSecret } from './oauth-apps.ts';

/** Everything it takes to ask for tokens in the name of a connection. Holds secrets. */
export interface OAuthAccount {
  readonly oauth: OAuth;
  readonly client: { readonly id: string; readonly secret: string };
  readonly secret: ConnectionValues['secret'];
  /** The way to its vendor. */
  readonly http: HttpClient;
  /** Tokens asked with settings of another hash are not this account's. */
  readonly settingsHash: string;
}

/**
 * The account behind a connection's values; null when it has no tokens. The client is the connection's own, else the
 * workspace's registration for the connector. Throws `oauth_app_missing`.
 */
export async function readOAuthAccount(
  workspaceId: string,
  connector: ConnectorId,
  { config, secret }: ConnectionValues,
  http: HttpClient,
): Promise<OAuthAccount | null> {
  const oauth = connectionKinds[connector].auth(config);
  if (oauth.kind !== 'oauth') return null;
  const client = await findClient(workspaceId, connector, oauth, secret);
  return { oauth, client, secret, http, settingsHash: hashSettings(oauth, client.id) };
}

async function findClient(
  workspaceId: string,
  connector: ConnectorId,
  oauth: OAuth,
  secret: ConnectionValues['secret'],
) {
  const own = { id: oauth.client.id ?? '', secret: secret[oauth.client.secretSecret] ?? '' };
  if (own.id !== '' || oauth.grant === 'jwt-bearer') return own;
  const app = await getDatabase().oAuthApp.findUnique({
    where: { workspaceId_connector: { workspaceId, connector } },
  });
  if (app === null) throw new TelarError('oauth_app_missing', { actor: 'admin', status: 409 });
  return { id: app.clientId, secret: await unsealAppSecret(app) };
}

/** A person's consent survives another choice of scopes; a token that comes by itself is asked for again. */
function hashSettings({ grant, tokenUrl, scopes, tokenParams, assertion }: OAuth, clientId: string): string {
  const asked = grant === 'authorization-code' ? null : { scopes, tokenParams, assertion };
  return createHash('sha256')
    .update(JSON.stringify([grant, tokenUrl, clientId, asked]))
    .digest('base64url');
}
