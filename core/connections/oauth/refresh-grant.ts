import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ConnectionGrant, Prisma } from '#prisma/generated/client.ts';
import { setHealth } from '../set-health.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import type { TokenAnswer } from './read-token-answer.ts';
import { nextAttempt, nextRefresh } from './refresh-times.ts';
import { requestToken } from './request-token.ts';
import { sealToken, unsealToken } from './seal-token.ts';
import { TokenFailure } from './token-failure.ts';

/**
 * Spends the refresh token of a grant. Call it under the connection's lock. That it is about to be spent is written down
 * first, so that an answer which never arrives (or a process that dies) leaves a trace: when the vendor then refuses the
 * token, the reason is known. A lost answer is asked for once more, at once: vendors that forgive do so for seconds.
 */
export async function refreshGrant(grant: ConnectionGrant, account: OAuthAccount): Promise<ConnectionGrant> {
  const { connectionId, version } = grant;
  const token = await unsealToken(grant);
  await getDatabase().connectionGrant.updateMany({
    where: { connectionId, version },
    data: { refreshSentAt: grant.refreshSentAt ?? new Date() },
  });
  const ask = () => requestToken(account, { grant_type: 'refresh_token', refresh_token: token.refreshToken ?? '' });
  let wasLost = grant.refreshSentAt !== null;
  try {
    const answer = await ask().catch((error: unknown) => {
      if (!(error instanceof TokenFailure) || error.kind !== 'unanswered') throw error;
      wasLost = true;
      return ask();
    });
    return await storeRenewed(
      grant,
      { ...answer, refreshToken: answer.refreshToken ?? token.refreshToken },
      token.answer,
    );
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    return recordFailure(grant, error, wasLost);
  }
}

async function storeRenewed(
  { connectionId, workspaceId, version, scopes }: ConnectionGrant,
  token: TokenAnswer,
  formerAnswer: TokenAnswer['answer'],
): Promise<ConnectionGrant> {
  const now = new Date();
  const refreshable = token.refreshToken !== null;
  const { accessToken, refreshToken, expiresAt } = token;
  const answer = { ...formerAnswer, ...token.answer };
  const data = {
    ...(await sealToken(workspaceId, connectionId, { accessToken, refreshToken, answer })),
    version: version + 1,
    expiresAt,
    refreshable,
    scopes: [...(token.scopes ?? scopes)],
    refreshedAt: now,
    refreshDueAt: nextRefresh({ expiresAt, refreshable }, now, Math.random()),
    refreshFailures: 0,
    refreshSentAt: null,
  };
  return getDatabase().$transaction(async (transaction) => {
    if (await writeVersion(transaction, connectionId, version, data)) {
      await setHealth(connectionId, { state: 'healthy' }, transaction);
    }
    // Where somebody reconnected meanwhile, theirs is the one that counts.
    return transaction.connectionGrant.findUniqueOrThrow({ where: { connectionId } });
  });
}

async function recordFailure(
  grant: ConnectionGrant,
  failure: TokenFailure,
  wasLost: boolean,
): Promise<ConnectionGrant> {
  const { connectionId, version } = grant;
  const isFinal = failure.kind === 'ended' || failure.kind === 'refused';
  const failures = grant.refreshFailures + 1;
  const now = new Date();
  const retryAt = new Date(
    Math.max(nextAttempt(failures, now, Math.random()).getTime(), now.getTime() + (failure.retryAfterMs ?? 0)),
  );
  const reason = failure.kind === 'ended' && wasLost ? lostAnswer(failure) : failure;
  const newer = await getDatabase().$transaction(async (transaction) => {
    const isWritten = await writeVersion(transaction, connectionId, version, {
      refreshFailures: failures,
      refreshDueAt: isFinal ? null : retryAt,
      ...(failure.kind !== 'unanswered' && !wasLost && { refreshSentAt: null }),
    });
    if (!isWritten) return transaction.connectionGrant.findUniqueOrThrow({ where: { connectionId } });
    if (failure.kind === 'limited') {
      await setHealth(connectionId, { state: 'rate_limited', reason, retryAt }, transaction);
    } else if (isFinal) {
      const state = reason === failure && failure.kind === 'ended' ? 'revoked' : 'needs_reconnect';
      await setHealth(connectionId, { state, reason }, transaction);
    }
    return null;
  });
  if (newer !== null) return newer;
  throw reason;
}

/** The token was spent, and what came for it was lost on the way. */
function lostAnswer({ params }: TokenFailure): TelarError {
  return new TelarError('oauth_refresh_lost', { params, actor: 'admin', status: 409 });
}

/** Compare and swap: false when another version is stored by now. */
async function writeVersion(
  transaction: Transaction,
  connectionId: string,
  version: number,
  data: Prisma.ConnectionGrantUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await transaction.connectionGrant.updateMany({ where: { connectionId, version }, data });
  return count === 1;
}
