import type { Role } from '#core/contracts/identity.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { checkSameOrigin } from './check-same-origin.ts';
import { findSession } from './find-session.ts';
import { readCookie } from './read-cookie.ts';
import { readSessionConfig } from './read-session-config.ts';
import { includesRole, type Session } from './session.ts';
import { createSessionToken, formatSessionCookie, isDueForRenewal, readSessionToken } from './session-token.ts';

export interface AuthorizedRequest {
  readonly session: Session;
  /** `Set-Cookie` that lengthens the session, when it is time. */
  readonly renewedCookie: string | null;
}

/**
 * The session of a request that comes from our own pages and whose user holds the role.
 * Throws `cross_origin` (403), `unauthenticated` (401) or `forbidden` (403).
 */
export async function authorizeRequest(request: Request, role: Role): Promise<AuthorizedRequest> {
  checkSameOrigin(request);
  const token = readCookie(request.headers, readSessionConfig().cookieName);
  const claims = token === undefined ? null : await readSessionToken(token);
  const session = claims === null ? null : await findSession(claims);
  if (claims === null || session === null) throw new TelarError('unauthenticated', { status: 401 });
  if (!includesRole(session.role, role)) throw new TelarError('forbidden', { actor: 'admin', status: 403 });
  const renewedCookie = isDueForRenewal(claims) ? formatSessionCookie(await createSessionToken(claims)) : null;
  return { session, renewedCookie };
}
