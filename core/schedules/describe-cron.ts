import cronstrue from 'cronstrue';
import 'cronstrue/locales/es.js';

/** A rule in words, with its time zone: "At 07:00 (Europe/Madrid)". A rule that is not one stays as written. */
export function describeCron(cron: string, timeZone: string, locale: 'en' | 'es'): string {
  return `${describeRule(cron, locale)} (${timeZone.replaceAll('_', ' ')})`;
}

function describeRule(cron: string, locale: 'en' | 'es'): string {
  try {
    return cronstrue.toString(cron, { locale, use24HourTimeFormat: true });
  } catch {
    return cron;
  }
}
