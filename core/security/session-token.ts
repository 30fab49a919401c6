import { decode, encode } from 'next-auth/jwt';
import { readSessionConfig } from './read-session-config.ts';

export interface SessionClaims {
  readonly userId: string;
  /** Milliseconds since 1970. Renewing a token keeps it, so revocation reaches renewed ones too. */
  readonly signedInAt: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** An encrypted token for the session cookie, in the form next-auth reads. */
export function createSessionToken({ userId, signedInAt }: Omit<SessionClaims, 'issuedAt'>): Promise<string> {
  const { secret, maxAgeSeconds } = readSessionConfig();
  return encode({ token: { sub: userId, signedInAt }, secret, maxAge: maxAgeSeconds });
}

/** The claims of a token that is genuine and has not expired, else null. */
export async function readSessionToken(token: string): Promise<SessionClaims | null> {
  const claims = await decode({ token, secret: readSessionConfig().secret }).catch(() => null);
  if (typeof claims?.sub !== 'string' || typeof claims.signedInAt !== 'number') return null;
  return { userId: claims.sub, signedInAt: claims.signedInAt, issuedAt: Number(claims.iat) * 1000 };
}

/** `Set-Cookie` for a session token. */
export function formatSessionCookie(token: string): string {
  const { cookieName, maxAgeSeconds, secure } = readSessionConfig();
  return `${cookieName}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** Whether enough of the token's time has passed for it to be issued anew: an eighth. */
export function isDueForRenewal({ issuedAt }: SessionClaims, now = Date.now()): boolean {
  return now - issuedAt > (readSessionConfig().maxAgeSeconds * 1000) / 8;
}
