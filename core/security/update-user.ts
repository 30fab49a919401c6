import type { Locale } from '#core/contracts/identity.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { hashPassword } from './hash-password.ts';
import { signIn } from './sign-in.ts';

export interface UserChanges {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly password?: { readonly current: string; readonly next: string } | undefined;
}

/**
 * Applies the changes. A new password ends every session that began before the moment it answers.
 * Answers that moment, or null. Throws `password_wrong` (422), or `sign_in_throttled` after too many guesses.
 */
export async function updateUser(userId: string, { name, locale, password }: UserChanges): Promise<Date | null> {
  const database = getDatabase();
  if (password === undefined) {
    await database.user.update({ where: { id: userId }, data: { ...(name && { name }), ...(locale && { locale }) } });
    return null;
  }
  await checkCurrentPassword(userId, password.current);
  const sessionsFrom = new Date();
  await database.user.update({
    where: { id: userId },
    data: {
      passwordHash: await hashPassword(password.next),
      sessionsFrom,
      ...(name && { name }),
      ...(locale && { locale }),
    },
  });
  return sessionsFrom;
}

async function checkCurrentPassword(userId: string, password: string): Promise<void> {
  const { email } = await getDatabase().user.findUniqueOrThrow({ where: { id: userId } });
  try {
    await signIn({ email, password, address: 'password change' });
  } catch (error) {
    if (!(error instanceof TelarError) || error.code !== 'credentials_wrong') throw error;
    throw new TelarError('password_wrong', { field: 'password.current', status: 422 });
  }
}
