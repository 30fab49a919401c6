import { createHash, randomBytes } from 'node:crypto';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { encryptSecret } from '#core/security/encrypt-secret.ts';
import type { Connection } from '#prisma/generated/client.ts';
import { oauthRedirectUri } from './oauth-apps.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import { readConnectionAccount } from './renew-grant.ts';

const lifetimeMs = 10 * 60_000;

export interface Authorizer {
  /** Hash of the session or browser; the same one must come back. */
  readonly bindingHash: string;
  /** Null: by a link. */
  readonly userId: string | null;
  readonly linkId: string | null;
}

/**
 * Starts the way to the vendor's consent page: an attempt that can be finished once, within ten minutes, by whoever began
 * it. PKCE with S256 (RFC 7636). Throws `connection_without_consent` when no person has to agree, or `oauth_app_missing`.
 */
export async function beginAuthorization(
  connection: Connection,
  { bindingHash, userId, linkId }: Authorizer,
  popup: boolean,
): Promise<{ attemptId: string; authorizationUrl: string }> {
  const account = await readConnectionAccount(connection);
  if (account?.oauth.authorizationUrl === undefined || account.oauth.grant !== 'authorization-code') {
    throw new TelarError('connection_without_consent', { status: 409 });
  }
  const [state, verifier] = [randomToken(), randomToken()];
  const id = createId('oatt');
  const { workspaceId } = connection;
  const { ciphertext, keyVersion } = await encryptSecret(verifier, verifierPlace(workspaceId, id));
  const redirectUri = oauthRedirectUri();
  await getDatabase().oAuthAttempt.create({
    data: {
      ...{ id, workspaceId, connectionId: connection.id, linkId, userId, bindingHash, popup, redirectUri },
      stateHash: hashToken(state),
      settingsHash: account.settingsHash,
      verifierCiphertext: ciphertext,
      verifierKeyVersion: keyVersion,
      expiresAt: new Date(Date.now() + lifetimeMs),
    },
  });
  return {
    attemptId: id,
    authorizationUrl: composeAddress(account, account.oauth.authorizationUrl, redirectUri, state, verifier),
  };
}

function composeAddress(
  { oauth, client }: OAuthAccount,
  authorizationUrl: string,
  redirectUri: string,
  state: string,
  verifier: string,
): string {
  const url = new URL(authorizationUrl);
  const scope = oauth.scopes.join(oauth.scopeSeparator ?? ' ');
  const params = {
    ...oauth.authorizationParams,
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    ...(scope !== '' && { scope }),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}

/** 256 bits, in the characters that a PKCE verifier may have. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token that only its holder may know. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function verifierPlace(workspaceId: string, row: string) {
  return { workspaceId, table: 'oauth_attempts', row, column: 'verifier_ciphertext' };
}
