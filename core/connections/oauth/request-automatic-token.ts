import { readSigningKey, signJwt } from '#connectors/kit/auth/sign-jwt.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import type { TokenAnswer } from './read-token-answer.ts';
import { requestToken } from './request-token.ts';

const assertionLifetimeSeconds = 180;

/** A token that needs no person: by client credentials (RFC 6749, 4.4) or a signed assertion (RFC 7523). */
export function requestAutomaticToken(account: OAuthAccount): Promise<TokenAnswer> {
  const { oauth } = account;
  const scope = oauth.scopes.join(oauth.scopeSeparator ?? ' ');
  if (oauth.grant === 'jwt-bearer') {
    return requestToken(account, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: createAssertion(account, scope),
    });
  }
  return requestToken(account, { grant_type: 'client_credentials', ...(scope !== '' && { scope }) });
}

/** Salesforce allows three minutes and reads no scope; Google reads the scope from the assertion. */
function createAssertion({ oauth, secret }: OAuthAccount, scope: string): string {
  const rules = oauth.assertion;
  if (rules === undefined) throw new Error('An assertion needs its rules');
  const { key, keyId, issuer } = readSigningKey(secret[rules.keySecret] ?? '');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: rules.issuer || issuer,
    ...(rules.subject !== '' && { sub: rules.subject }),
    aud: rules.audience,
    ...(scope !== '' && { scope }),
    iat: now,
    exp: now + assertionLifetimeSeconds,
  };
  return signJwt(claims, key, keyId);
}
