import { signIn } from 'next-auth/react';
import { localeCookie } from '#components/i18n/choose-locale.ts';
import { callApi } from '#components/queries/api-client.ts';
import { setCookie } from '#components/shell/set-cookie.ts';
import { meSchema } from '#core/contracts/identity.ts';

/**
 * Signs in and opens the app, in the user's own language unless this browser has chosen one.
 * Resolves with the reason when the credentials are refused; otherwise the page is left.
 */
export async function enterApp(email: string, password: string, target = '/home'): Promise<string | null> {
  const answer = await signIn('credentials', { email, password, redirect: false });
  if (!answer?.ok || answer.error) return answer?.error ?? 'internal';
  if (!document.cookie.includes(`${localeCookie}=`)) {
    const me = await callApi('/me', meSchema).catch(() => null);
    if (me !== null) setCookie(localeCookie, me.user.locale);
  }
  window.location.assign(target);
  return null;
}
