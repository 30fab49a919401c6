'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { localeCookie } from '#components/i18n/choose-locale.ts';
import { setCookie } from '#components/shell/set-cookie.ts';
import { joinClasses } from '#components/ui/join-classes.ts';
import { locales } from '#core/contracts/identity.ts';

/** The languages, before anyone is signed in. */
export function LanguageLinks() {
  const t = useTranslations('app.shell');
  const current = useLocale();
  const router = useRouter();
  return (
    <fieldset className="mt-8 -ml-2 flex gap-1">
      <legend className="sr-only">{t('language')}</legend>
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => {
            setCookie(localeCookie, locale);
            router.refresh();
          }}
          className={joinClasses(
            'h-7 rounded-control px-2 text-meta hover:text-ink',
            locale === current ? 'font-medium text-ink' : 'text-ink-3',
          )}
        >
          {t(`languages.${locale}`)}
        </button>
      ))}
    </fieldset>
  );
}
