import { type Locale, locales } from '#core/contracts/identity.ts';

export const localeCookie = 'telar_locale';

/** The chosen language if it is one of ours, else the first of ours that the browser asks for, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(';');
      return { language: tag.slice(0, 2).toLowerCase(), weight: Number(quality.trim().slice(2)) || 0 };
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
  return locales.find((locale) => locale === chosen) ?? wanted.find(isLocale) ?? 'en';
}

function isLocale(value: string): value is Locale {
  return locales.some((locale) => locale === value);
}
