import { parseScheduleRule } from './schedule-rule.ts';

/** Translator of `builder.schedule`. */
export type ScheduleTranslator = (key: string, values?: Record<string, string | number>) => string;

/** A cron rule as a short sentence: "Every day at 07:00". Rules that no sentence fits stay as written. */
export function describeSchedule(cron: string, t: ScheduleTranslator, locale: string): string {
  const rule = parseScheduleRule(cron);
  if (rule === null) return cron;
  if (rule.every === 'minutes') return t('sentence.minutes', { step: rule.step });
  if (rule.every === 'hour') return t('sentence.hour', { minute: String(rule.minute).padStart(2, '0') });
  if (rule.every === 'month') return t('sentence.month', { day: rule.day, time: rule.time });
  if (rule.every === 'week') return t('sentence.week', { weekday: nameWeekday(rule.weekday, locale), time: rule.time });
  return t(`sentence.${rule.every}`, { time: rule.time });
}

/** The weekday's name, 0 being Sunday. */
export function nameWeekday(weekday: number, locale: string): string {
  // 4 January 1970 was a Sunday.
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(1970, 0, 4 + weekday));
}
