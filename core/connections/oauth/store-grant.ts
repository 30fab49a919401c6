import type { AccountIdentity } from '#core/contracts/connections.ts';
import type { Transaction } from '#core/platform/database.ts';
import { type ConnectionGrant, Prisma } from '#prisma/generated/client.ts';
import { setHealth } from '../set-health.ts';
import type { OAuthAccount } from './read-oauth-account.ts';
import type { TokenAnswer } from './read-token-answer.ts';
import { nextRefresh } from './refresh-times.ts';
import { sealToken } from './seal-token.ts';

export interface NewGrant {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly account: OAuthAccount;
  readonly token: TokenAnswer;
  readonly identity: AccountIdentity | null;
  /** Null: nobody's consent was needed, or it came by a link. */
  readonly grantedBy: string | null;
}

/** Puts a new grant in the place of whatever the connection had; renewals of the former one no longer count. */
export async function storeGrant(transaction: Transaction, grant: NewGrant): Promise<ConnectionGrant> {
  const { workspaceId, connectionId, account, token, identity, grantedBy } = grant;
  const now = new Date();
  const { accessToken, refreshToken, expiresAt, answer } = token;
  const refreshable = refreshToken !== null;
  // A token that comes by itself is asked for again, daily and when it is needed.
  const life =
    account.oauth.grant === 'authorization-code' ? { expiresAt, refreshable } : { expiresAt: null, refreshable: true };
  const data = {
    ...(await sealToken(workspaceId, connectionId, { accessToken, refreshToken, answer })),
    settingsHash: account.settingsHash,
    expiresAt,
    refreshable,
    scopes: [...(token.scopes ?? account.oauth.scopes)],
    identity: identity === null ? Prisma.DbNull : { ...identity },
    grantedBy,
    grantedAt: now,
    refreshedAt: now,
    refreshDueAt: nextRefresh(life, now, Math.random()),
    refreshFailures: 0,
    refreshSentAt: null,
  };
  const stored = await transaction.connectionGrant.upsert({
    where: { connectionId },
    create: { connectionId, workspaceId, ...data },
    update: { ...data, version: { increment: 1 } },
  });
  await setHealth(connectionId, { state: 'healthy' }, transaction);
  return stored;
}
