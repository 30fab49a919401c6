import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { getLogger } from '#core/platform/logger.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { findSession } from '#core/security/find-session.ts';
import { readSessionConfig } from '#core/security/read-session-config.ts';
import { signIn } from '#core/security/sign-in.ts';

const credentials = CredentialsProvider({
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  /** Refusals reach the sign-in page as their code: `credentials_wrong` or `sign_in_throttled`. */
  authorize: async (given, { headers }) => {
    const address = String(headers?.['x-forwarded-for'] ?? 'unknown')
      .split(',')[0]
      ?.trim();
    try {
      return await signIn({
        email: String(given?.email ?? ''),
        password: String(given?.password ?? ''),
        address: address ?? 'unknown',
      });
    } catch (error) {
      if (error instanceof TelarError) throw new Error(error.code);
      getLogger('auth').error({ err: error }, 'Sign-in failed unexpectedly');
      throw new Error('internal');
    }
  },
});

/** Sign-in by e-mail and password; the session is an encrypted token in a cookie, checked against the database. */
export function createAuthOptions(): NextAuthOptions {
  const { secret, maxAgeSeconds, cookieName, secure } = readSessionConfig();
  return {
    secret,
    providers: [credentials],
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    session: { strategy: 'jwt', maxAge: maxAgeSeconds },
    jwt: { maxAge: maxAgeSeconds },
    cookies: { sessionToken: { name: cookieName, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } },
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, signedInAt: Date.now() };
        const claims = { userId: token.sub ?? '', signedInAt: Number(token.signedInAt), issuedAt: 0 };
        if ((await findSession(claims)) === null) throw new Error('Session revoked');
        return { sub: token.sub, signedInAt: token.signedInAt };
      },
      session: async ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) => getLogger('auth').warn({ code, detail: String(metadata) }, 'next-auth'),
      warn: (code) => getLogger('auth').debug({ code }, 'next-auth'),
      debug: () => {},
    },
  };
}
