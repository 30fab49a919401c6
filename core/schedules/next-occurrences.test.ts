import { expect, it } from 'vitest';
import { describeCron } from './describe-cron.ts';
import { nextOccurrence, nextOccurrences } from './next-occurrences.ts';

it.each([
  {
    name: 'an hour that Madrid skips: at its end, then as always',
    rule: ['30 2 * * *', 'Europe/Madrid', '2027-03-27T12:00:00Z'],
    due: ['2027-03-28T01:00:00Z', '2027-03-29T00:30:00Z'],
  },
  {
    name: 'a midnight that Santiago skips: an hour later, not a day later',
    rule: ['0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z'],
    due: ['2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z'],
  },
  {
    name: 'an hour that New York has twice: once',
    rule: ['30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z'],
    due: ['2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
  },
  {
    name: 'a rule within the hour that New York has twice: through both',
    rule: ['*/30 * * * *', 'America/New_York', '2026-11-01T05:15:00Z'],
    due: ['2026-11-01T05:30:00Z', '2026-11-01T06:00:00Z', '2026-11-01T06:30:00Z', '2026-11-01T07:00:00Z'],
  },
  {
    name: 'strictly after the moment asked about',
    rule: ['0 7 * * *', 'UTC', '2026-01-01T07:00:00Z'],
    due: ['2026-01-02T07:00:00Z'],
  },
] as const)('is due in $name', ({ rule: [cron, timeZone, from], due }) => {
  const found = nextOccurrences(cron, timeZone, due.length, new Date(from));
  expect(found).toEqual(due.map((moment) => new Date(moment)));
});

it('knows a rule that is never due', () => {
  expect(nextOccurrence('0 0 30 2 *', 'UTC', new Date('2026-01-01T00:00:00Z'))).toBeNull();
});

it.each([
  ['0 7 * * *', 'en', 'At 07:00 (America/New York)'],
  ['*/15 9-17 * * 1-5', 'es', 'Cada 15 minutos, entre las 09:00 y las 17:59, de lunes a viernes (America/New York)'],
  ['not a rule', 'en', 'not a rule (America/New York)'],
] as const)('says %s in words (%s)', (cron, locale, words) => {
  expect(describeCron(cron, 'America/New_York', locale)).toBe(words);
});
