import type { AuthKind, OAuth } from '#connectors/kit/auth/auth-kind.ts';
import type { AccountIdentity, ConnectionView, ConnectorId, ScopeView } from '#core/contracts/connections.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { translate } from '#core/platform/translate.ts';
import type { ConnectionGrant } from '#prisma/generated/client.ts';

/** Scopes that ask for a refresh token or an identity, and that vendors do not always name in what they grant. */
const silentScopes = new Set(['offline_access', 'openid', 'refresh_token', 'offline']);

export function presentGrant(
  grant: ConnectionGrant | null,
  auth: AuthKind,
  connector: ConnectorId,
  locale: Locale,
): ConnectionView['grant'] {
  if (grant === null || auth.kind !== 'oauth') return null;
  const missing = auth.scopes.filter((scope) => !grant.scopes.includes(scope) && !silentScopes.has(scope));
  return {
    identity: grant.identity as AccountIdentity | null,
    scopes: presentScopes(connector, grant.scopes, locale),
    missingScopes: presentScopes(connector, missing, locale),
    expiresAt: grant.expiresAt?.toISOString() ?? null,
    refreshable: grant.refreshable || auth.grant !== 'authorization-code',
    grantedAt: grant.grantedAt.toISOString(),
    refreshedAt: grant.refreshedAt.toISOString(),
    nextRefreshAt: grant.refreshDueAt?.toISOString() ?? null,
  };
}

/** Plain words are `connections.<connector>.scopes.<name>`, else those every OpenID server shares; else the name. */
export function presentScopes(connector: ConnectorId, scopes: OAuth['scopes'], locale: Locale): ScopeView[] {
  return scopes.map((name) => {
    const key = name.replaceAll('.', '_');
    const known = (path: string) => translate(locale, 'connections', path, {});
    return { name, text: known(`${connector}.scopes.${key}`) ?? known(`scopes.${key}`) ?? name };
  });
}

export function describeAuthorization(auth: AuthKind): ConnectionView['authorization'] {
  if (auth.kind !== 'oauth') return 'values';
  return auth.grant === 'authorization-code' ? 'redirect' : 'automatic';
}
