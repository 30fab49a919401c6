import type { OAuth } from '#connectors/kit/auth/auth-kind.ts';
import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { decryptSecret } from '#core/security/encrypt-secret.ts';
import type { Connection, OAuthAttempt } from '#prisma/generated/client.ts';
import { hashToken, verifierPlace } from './begin-authorization.ts';
import { checkCallback } from './check-callback.ts';
import { spendLink } from './connect-links.ts';
import { readIdentity } from './read-identity.ts';
import { readConnectionAccount } from './renew-grant.ts';
import { requestToken } from './request-token.ts';
import { type NewGrant, storeGrant } from './store-grant.ts';
import { TokenFailure } from './token-failure.ts';

/**
 * Takes what a vendor sends a person back with. The attempt is used up by it, whatever comes of it, unless it belongs to
 * another session. Answers the attempt, which holds the outcome. Throws `oauth_state_invalid` when there is no such attempt. `bindings`: the session and the browser that come back.
 */
export async function finishAuthorization(
  params: URLSearchParams,
  bindings: readonly (string | null)[],
): Promise<string> {
  const attempt = await takeAttempt(
    params.get('state') ?? '',
    bindings.filter((binding) => binding !== null),
  );
  try {
    await exchange(attempt, params);
    await getDatabase().oAuthAttempt.update({ where: { id: attempt.id }, data: { finishedAt: new Date() } });
  } catch (error) {
    const failure = error instanceof TelarError ? error : unexpected(attempt, error);
    const data = { finishedAt: new Date(), error: { ...explainCode(failure).toJSON() } };
    await getDatabase().oAuthAttempt.updateMany({ where: { id: attempt.id }, data });
  }
  return attempt.id;
}

/** One statement: of two callbacks with the same state, one finds the attempt. */
async function takeAttempt(state: string, bindings: readonly string[]): Promise<OAuthAttempt> {
  const database = getDatabase();
  const stateHash = hashToken(state);
  const now = new Date();
  const { count } = await database.oAuthAttempt.updateMany({
    where: { stateHash, bindingHash: { in: [...bindings] }, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) throw new TelarError('oauth_state_invalid', { status: 400 });
  return database.oAuthAttempt.findUniqueOrThrow({ where: { stateHash } });
}

async function exchange(attempt: OAuthAttempt, params: URLSearchParams): Promise<void> {
  const { workspaceId, connectionId, redirectUri } = attempt;
  const connection = await getDatabase().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const account = await readConnectionAccount(connection);
  if (account === null || account.settingsHash !== attempt.settingsHash) {
    throw new TelarError('oauth_settings_changed', { params: { connection: connection.name }, status: 409 });
  }
  const code = checkCallback(params, account.oauth);
  const verifier = await decryptSecret(
    { ciphertext: attempt.verifierCiphertext, keyVersion: attempt.verifierKeyVersion },
    verifierPlace(workspaceId, attempt.id),
  );
  const request = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const token = await requestToken(account, request, chooseTokenUrl(account.oauth, params));
  const identity = await readIdentity(account, token);
  const grant = { workspaceId, connectionId, account, token, identity, grantedBy: attempt.userId };
  await getDatabase().$transaction((transaction) => connect(transaction, connection, attempt, grant));
}

async function connect(transaction: Transaction, connection: Connection, attempt: OAuthAttempt, grant: NewGrant) {
  const { workspaceId, id: connectionId, name } = connection;
  const recipient = attempt.linkId === null ? null : await spendLink(transaction, attempt.linkId);
  await storeGrant(transaction, grant);
  await transaction.connectionRequest.updateMany({
    where: { connectionId, status: 'open' },
    data: { status: 'done', resolvedAt: new Date(), resolvedBy: attempt.userId },
  });
  const user = attempt.userId === null ? null : await transaction.user.findUnique({ where: { id: attempt.userId } });
  await recordAuditEvent(transaction, {
    workspaceId,
    actor: user === null ? { kind: 'system', id: null, name: '' } : { kind: 'user', id: user.id, name: user.name },
    action: 'connection.authorized',
    object: { id: connectionId, name },
    after: { identity: grant.identity, ...(attempt.linkId !== null && { byLink: attempt.linkId, recipient }) },
  });
}

/** Vendors with several data centres: the code is good at one of them only, and only known ones are asked. */
function chooseTokenUrl({ dataCentre, tokenUrl }: OAuth, params: URLSearchParams): string {
  const named = dataCentre === undefined ? null : params.get(dataCentre.parameter);
  if (named === null || dataCentre === undefined) return tokenUrl;
  const found = Object.hasOwn(dataCentre.tokenUrls, named) ? dataCentre.tokenUrls[named] : undefined;
  if (found === undefined) throw new TelarError('oauth_data_centre_unknown', { params: { name: named.slice(0, 100) } });
  return found;
}

/** Of a code the same answer means something else than of a refresh token. */
function explainCode(error: TelarError): TelarError {
  if (!(error instanceof TokenFailure) || error.kind !== 'ended') return error;
  return new TelarError('oauth_code_refused', { params: error.params, status: 422 });
}

function unexpected({ id }: OAuthAttempt, cause: unknown): TelarError {
  getLogger('connections').error({ err: cause, attemptId: id }, 'Authorization failed unexpectedly');
  return new TelarError('internal', { actor: 'admin', params: { reference: id }, status: 500, cause });
}
