import { findSession } from '#core/security/find-session.ts';
import { readCookie } from '#core/security/read-cookie.ts';
import { readSessionConfig } from '#core/security/read-session-config.ts';
import { readSessionToken } from '#core/security/session-token.ts';
import { hashToken } from './begin-authorization.ts';

/** Ties the way of somebody without a session to their browser. */
export const browserCookie = 'telar_connect';
const browserCookieSeconds = 600;

/** What an attempt of this request is bound to: its session, else its browser; null when it has neither. */
export async function readBinding(headers: Headers): Promise<{ session: string | null; browser: string | null }> {
  const token = readCookie(headers, readSessionConfig().cookieName);
  const claims = token === undefined ? null : await readSessionToken(token);
  const session = claims === null ? null : await findSession(claims);
  const browser = readCookie(headers, browserCookie);
  return {
    // Renewing a session keeps its beginning, signing in again does not.
    session: claims === null || session === null ? null : hashToken(`session ${claims.userId} ${claims.signedInAt}`),
    browser: browser === undefined ? null : hashBrowser(browser),
  };
}

export function hashBrowser(token: string): string {
  return hashToken(`browser ${token}`);
}

/** `Set-Cookie` that comes back from the vendor with the browser, to the callback alone. */
export function formatBrowserCookie(token: string): string {
  const { secure } = readSessionConfig();
  return `${browserCookie}=${token}; Path=/oauth; Max-Age=${browserCookieSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
