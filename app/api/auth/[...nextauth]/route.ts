import NextAuth from 'next-auth';
import { createAuthOptions } from '../auth-options.ts';

// next-auth learns its own address from the environment: the configured one, else the one it was asked at.
if (process.env.TELAR_URL) process.env.NEXTAUTH_URL ??= process.env.TELAR_URL;
else process.env.AUTH_TRUST_HOST ??= 'true';

interface AuthRouteContext {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** Sign-in, sign-out and session, with next-auth's own cross-site protection. */
async function handleAuth(request: Request, context: AuthRouteContext): Promise<Response> {
  return NextAuth(createAuthOptions())(request, context);
}

export { handleAuth as GET, handleAuth as POST };
