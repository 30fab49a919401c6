import type { Way } from './piece.ts';

const formats = [
  ...['DD/MM/YYYY', 'D/M/YYYY', 'MM/DD/YYYY', 'DD-MM-YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD'],
  ...[
    'D MMM YYYY',
    'D MMMM YYYY',
    'MMM YYYY',
    'MMMM YYYY',
    'MM/YYYY',
    'YYYY-MM',
    'YYYY',
    'YY',
    'MMMM',
    'MMM',
    'MM',
    'DD',
    'D',
    'M',
  ],
  ...['DD/MM/YYYY HH:mm', 'YYYY-MM-DD HH:mm'],
];

const english = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const spanish = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('es', { ...options, timeZone: 'UTC' });
const monthName = english({ month: 'long' });

const names: readonly (readonly [formula: (date: string) => string, name: (instant: Date) => string])[] = [
  [(date) => `MONTHNAME(${date}, "es")`, (instant) => spanish({ month: 'long' }).format(instant)],
  [(date) => `WEEKDAYNAME(${date})`, (instant) => english({ weekday: 'long' }).format(instant)],
  [(date) => `WEEKDAYNAME(${date}, "es")`, (instant) => spanish({ weekday: 'long' }).format(instant)],
  [(date) => `QUARTER(${date})`, (instant) => String(Math.floor(instant.getUTCMonth() / 3) + 1)],
];

/** A date field in the formats people write. */
export function dateWays(reference: string): Way[] {
  const read = (write: (instant: Date) => string) => (text: string) => {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? null : write(instant);
  };
  return [
    ...formats.map((format, index) => ({
      formula: `FORMATDATE(${reference}, "${format}")`,
      cost: 2.5 + index / 100,
      take: read((instant) => formatInstant(instant, format)),
    })),
    ...names.map(([write, name]) => ({ formula: write(reference), cost: 2.8, take: read(name) })),
  ];
}

const pad = (value: number) => String(value).padStart(2, '0');
const writers: ReadonlyMap<string, (instant: Date) => string> = new Map([
  ['YYYY', (instant) => String(instant.getUTCFullYear()).padStart(4, '0')],
  ['YY', (instant) => pad(instant.getUTCFullYear() % 100)],
  ['MMMM', (instant) => monthName.format(instant)],
  ['MMM', (instant) => monthName.format(instant).slice(0, 3)],
  ['MM', (instant) => pad(instant.getUTCMonth() + 1)],
  ['M', (instant) => String(instant.getUTCMonth() + 1)],
  ['DD', (instant) => pad(instant.getUTCDate())],
  ['D', (instant) => String(instant.getUTCDate())],
  ['HH', (instant) => pad(instant.getUTCHours())],
  ['mm', (instant) => pad(instant.getUTCMinutes())],
]);

function formatInstant(instant: Date, format: string): string {
  return format.replace(/YYYY|YY|M{1,4}|DD?|HH|mm/g, (token) => writers.get(token)?.(instant) ?? token);
}
