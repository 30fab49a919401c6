import type { OAuth } from '#connectors/kit/auth/auth-kind.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/**
 * The code that a callback brings. Throws `oauth_issuer_other` when another server answers than was asked (RFC 9207),
 * `oauth_consent_denied`, `oauth_authorization_refused`, or `oauth_code_missing`.
 */
export function checkCallback(params: URLSearchParams, oauth: OAuth): string {
  checkIssuer(params.get('iss'), oauth);
  const error = params.get('error');
  if (error === 'access_denied') throw new TelarError('oauth_consent_denied', { params: { host: hostOf(oauth) } });
  if (error !== null) {
    const detail = (params.get('error_description') ?? error).slice(0, 200);
    throw new TelarError('oauth_authorization_refused', { params: { host: hostOf(oauth), detail }, actor: 'admin' });
  }
  const code = params.get('code') ?? '';
  if (code === '') throw new TelarError('oauth_code_missing', { params: { host: hostOf(oauth) }, actor: 'vendor' });
  return code;
}

/** Where no issuer is declared, one that is named must at least live where consent was asked. */
function checkIssuer(named: string | null, oauth: OAuth): void {
  const { issuer, authorizationUrl = '' } = oauth;
  const isExpected =
    issuer !== undefined
      ? named === issuer
      : named === null || (URL.canParse(named) && new URL(named).origin === new URL(authorizationUrl).origin);
  if (isExpected) return;
  const expected = issuer ?? hostOf(oauth);
  throw new TelarError('oauth_issuer_other', {
    params: { expected, named: (named ?? '').slice(0, 200) },
    actor: 'admin',
  });
}

function hostOf({ authorizationUrl = '' }: OAuth): string {
  return new URL(authorizationUrl).host;
}
