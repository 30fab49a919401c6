'use client';

import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { localeCookie } from '#components/i18n/choose-locale.ts';
import { useUpdateMe } from '#components/queries/use-me.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { setCookie } from './set-cookie.ts';

/** The language and how to change it: remembered on this browser and with the user. */
export function useLocaleChoice(): { locale: Locale; setLocale: (locale: Locale) => void } {
  const locale = useLocale() as Locale;
  const router = useRouter();
  const { mutateAsync: updateMe } = useUpdateMe();
  const setLocale = (next: Locale) => {
    setCookie(localeCookie, next);
    const refresh = () => router.refresh();
    updateMe({ locale: next }).then(refresh, refresh);
  };
  return { locale, setLocale };
}
