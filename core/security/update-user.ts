import type { Locale } from '#core/contracts/identity.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { hashPassword, verifyPassword } from './hash-password.ts';

export interface UserChanges {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly password?: { readonly current: string; readonly next: string } | undefined;
}

/**
 * Applies the changes. A new password ends every session that began before the moment it answers.
 * Throws `password_wrong` (422) when the current one does not fit.
 */
export async function updateUser(userId: string, { name, locale, password }: UserChanges): Promise<Date | null> {
  const database = getDatabase();
  if (password === undefined) {
    await database.user.update({ where: { id: userId }, data: { ...(name && { name }), ...(locale && { locale }) } });
    return null;
  }
  const user = await database.user.findUniqueOrThrow({ where: { id: userId } });
  if (!(await verifyPassword(password.current, user.passwordHash))) {
    throw new TelarError('password_wrong', { field: 'password.current', status: 422 });
  }
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
