import type { AuthKind, OAuth } from '#connectors/kit/auth/auth-kind.ts';
import type { HttpConfig } from './http-connection-fields.ts';

/** How an API knows us, from the settings of its connection. */
export function declareHttpAuth(config: HttpConfig): AuthKind {
  switch (config.auth) {
    case 'none':
      return { kind: 'none' };
    case 'bearer':
      return { kind: 'bearer', tokenSecret: 'token' };
    case 'basic':
      return { kind: 'basic', username: config.username ?? '', passwordSecret: 'password' };
    case 'header':
      return { kind: 'api-key', place: 'header', name: config.headerName || 'x-api-key', keySecret: 'headerValue' };
    case 'query':
      return { kind: 'api-key', place: 'query', name: config.queryName || 'api_key', keySecret: 'key' };
    case 'key-as-user':
      return { kind: 'api-key', place: 'basic', name: '', keySecret: 'key' };
    case 'aws':
      return {
        kind: 'aws-signature',
        accessKeyId: config.accessKeyId ?? '',
        region: config.region ?? '',
        service: config.service ?? '',
        keySecret: 'secretAccessKey',
        sessionTokenSecret: 'sessionToken',
      };
    case 'oauth-code':
      return { ...declareOAuth(config), grant: 'authorization-code' };
    case 'oauth-client':
      return { ...declareOAuth(config), grant: 'client-credentials' };
    case 'oauth-jwt':
      return { ...declareOAuth(config), grant: 'jwt-bearer', ...declareAssertion(config) };
  }
}

function declareOAuth(config: HttpConfig): Omit<OAuth, 'grant'> {
  const { authorizationUrl, revocationUrl, identityUrl, issuer } = config;
  return {
    kind: 'oauth',
    tokenUrl: config.tokenUrl ?? '',
    ...(authorizationUrl && { authorizationUrl }),
    ...(revocationUrl && { revocationUrl }),
    ...(identityUrl && { identityUrl }),
    ...(issuer && { issuer }),
    client: { id: config.clientId ?? null, secretSecret: 'clientSecret', authentication: config.clientAuth },
    scopes: (config.scopes ?? '').split(/[\s,]+/).filter(Boolean),
    scopeSeparator: config.scopes?.includes(',') ? ',' : ' ',
    authorizationParams: Object.fromEntries(new URLSearchParams(config.authorizationParams ?? '')),
    tokenParams: Object.fromEntries(new URLSearchParams(config.tokenParams ?? '')),
  };
}

/** The token's own address is whom Google means as audience. An assertion speaks for itself: no client signs in beside it. */
function declareAssertion(config: HttpConfig): Pick<OAuth, 'assertion' | 'client'> {
  return {
    client: { id: null, secretSecret: 'clientSecret', authentication: 'none' },
    assertion: {
      issuer: config.jwtIssuer ?? '',
      subject: config.jwtSubject ?? '',
      audience: config.jwtAudience || (config.tokenUrl ?? ''),
      keySecret: 'privateKey',
    },
  };
}
