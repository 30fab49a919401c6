import type { FormulaClock } from './formula-function.ts';

/** The instant `now` as the clocks of a time zone show it. Throws RangeError on an unknown zone or instant. */
export function readFormulaClock(now: string, timeZone: string): FormulaClock {
  const instant = new Date(now);
  const format = new Intl.DateTimeFormat('en-US-u-hc-h23-ca-gregory', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const today = `${parts.year}-${parts.month}-${parts.day}`;
  return { today, now: `${today}T${parts.hour}:${parts.minute}:${parts.second}.${parts.fractionalSecond}` };
}
