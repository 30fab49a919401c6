import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { verifyPassword } from './hash-password.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';

const throttle = createSignInThrottle();

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
}

/** The user with that e-mail and password. Throws `credentials_wrong` or `sign_in_throttled`. */
export async function signIn({ email, password, address }: SignInAttempt): Promise<{ id: string }> {
  const account = normalizeEmail(email);
  throttle.begin(account, address);
  const user = await getDatabase().user.findUnique({ where: { email: account } });
  const matches = await verifyPassword(password.slice(0, 1000), user?.passwordHash ?? null);
  if (!user || !matches) throw new TelarError('credentials_wrong', { status: 401 });
  throttle.succeed(account, address);
  return { id: user.id };
}

/** The form in which e-mail addresses are stored and compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
