import type { Locale } from '#core/contracts/identity.ts';
import type { OAuthAttemptView } from '#core/contracts/oauth.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { presentStoredError } from '#core/runs/present-run.ts';
import type { OAuthAttempt } from '#prisma/generated/client.ts';

/** How an attempt of this user went. Throws `oauth_attempt_not_found` (404). */
export async function findAttempt(userId: string, id: string, locale: Locale): Promise<OAuthAttemptView> {
  const attempt = await getDatabase().oAuthAttempt.findFirst({ where: { id, userId } });
  if (attempt === null) throw new TelarError('oauth_attempt_not_found', { status: 404 });
  return {
    id,
    status: readStatus(attempt),
    error: presentStoredError(attempt.error, locale),
    connectionId: attempt.connectionId,
  };
}

export interface AttemptOutcome {
  readonly status: OAuthAttemptView['status'];
  /** One plain sentence; null when it went well. */
  readonly message: string | null;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly popup: boolean;
  readonly byLink: boolean;
}

/** What the page says that the vendor's leads back to: for whoever was sent there with the attempt's id. */
export async function describeOutcome(id: string, locale: Locale): Promise<AttemptOutcome | null> {
  const attempt = await getDatabase().oAuthAttempt.findUnique({ where: { id }, include: { connection: true } });
  if (attempt === null) return null;
  return {
    status: readStatus(attempt),
    message: presentStoredError(attempt.error, locale)?.message ?? null,
    connectionId: attempt.connectionId,
    connectionName: attempt.connection.name,
    popup: attempt.popup,
    byLink: attempt.linkId !== null,
  };
}

function readStatus({ finishedAt, error, expiresAt }: OAuthAttempt): OAuthAttemptView['status'] {
  if (finishedAt !== null) return error === null ? 'connected' : 'failed';
  return expiresAt.getTime() > Date.now() ? 'pending' : 'expired';
}
