import { cookies } from 'next/headers';
import { cache } from 'react';
import { findSession } from '#core/security/find-session.ts';
import { readSessionConfig } from '#core/security/read-session-config.ts';
import type { Session } from '#core/security/session.ts';
import { readSessionToken } from '#core/security/session-token.ts';

/** Who asks for a page, or null; read once per request. */
export const readPageSession = cache(async (): Promise<Session | null> => {
  const token = (await cookies()).get(readSessionConfig().cookieName)?.value;
  const claims = token === undefined ? null : await readSessionToken(token);
  return claims === null ? null : findSession(claims);
});
