import type { FormulaClock } from './formula-function.ts';

/** What TODAY and NOW mean: the day as calendars of the time zone show it. Throws RangeError on an unknown zone or instant. */
export function readFormulaClock(now: string, timeZone: string): FormulaClock {
  const instant = new Date(now);
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { today: `${parts.year}-${parts.month}-${parts.day}`, now: instant.toISOString() };
}
