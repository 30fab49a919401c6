import { type Locale, locales } from '#core/contracts/identity.ts';

export const localeCookie = 'telar_locale';

/** The locale of that name, else English. */
export function readLocale(value: string | undefined | null): Locale {
  return locales.find((locale) => locale === value) ?? 'en';
}

/** The language of a reader who is not signed in: their cookie, else the first one of ours that they accept. */
export function negotiateLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (cookie !== undefined) return readLocale(cookie);
  const accepted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', quality] = part.trim().split(/;\s*q=/);
    return { language: tag.slice(0, 2).toLowerCase(), quality: Number(quality ?? 1) };
  });
  const known = accepted.filter(
    ({ language, quality }) => quality > 0 && locales.some((locale) => locale === language),
  );
  return readLocale(known.sort((a, b) => b.quality - a.quality)[0]?.language);
}
