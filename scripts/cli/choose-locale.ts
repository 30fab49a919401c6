import { type Locale, locales } from '#core/contracts/identity.ts';

/** The language asked for, else that of the environment, else English. Null when there is no such language. */
export function chooseLocale(asked: string | undefined, environment: NodeJS.ProcessEnv): Locale | null {
  if (asked !== undefined) return locales.find((locale) => locale === asked) ?? null;
  const setting = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  const language = setting.split(/[_.@-]/)[0]?.toLowerCase();
  return locales.find((locale) => locale === language) ?? 'en';
}
