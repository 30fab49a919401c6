export type DateOrder = 'day-first' | 'month-first';

interface TemporalType {
  readonly type: 'date' | 'datetime';
  /** strptime pattern; absent when the values are ISO. */
  readonly format?: string;
  /** Told apart by a day above 12, rather than by the hint. */
  readonly order?: DateOrder;
}

interface Parts {
  readonly kind: 'year-first' | 'year-last' | 'day-name' | 'month-name';
  readonly separator: string;
  readonly first: number;
  readonly second: number;
  readonly yearPattern: '%Y' | '%y';
  readonly monthPattern: string;
  readonly padded: boolean;
  readonly comma: string;
  /** strptime pattern of the time, or an empty text. */
  readonly time: string;
  readonly timeIsIso: boolean;
}

const timePattern = /^(\d{1,2}):(\d{2})(?::(\d{2})([.,]\d{1,9})?)?( ?[AaPp][Mm])?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * The one format in which all values are dates or datetimes, or null. `01/02/2026` alone does not tell day from month:
 * without a value that does, the hint decides; without a hint the answer is `ambiguous`.
 */
export function detectDateFormat(values: readonly string[], hint?: DateOrder): TemporalType | 'ambiguous' | null {
  const all: Parts[] = [];
  for (const value of values) {
    const parts = readParts(value);
    if (parts === null) return null;
    all.push(parts);
  }
  const first = all[0];
  if (first === undefined) return null;
  const type = all.some(({ time }) => time !== '') ? 'datetime' : 'date';
  if (all.every(isIso)) return { type };
  const shape = ({ kind, separator, yearPattern, monthPattern, comma, time }: Parts) =>
    [kind, separator, yearPattern, monthPattern, comma, time].join(' ');
  if (all.some((parts) => shape(parts) !== shape(first) || parts.time.includes('%z'))) return null;
  if (first.kind !== 'year-last') return { type, format: composeFormat(first, 'day-first') };
  const dayFirst = all.some((parts) => parts.first > 12);
  const monthFirst = all.some((parts) => parts.second > 12);
  if (dayFirst && monthFirst) return null;
  if (dayFirst || monthFirst) {
    const order = dayFirst ? 'day-first' : 'month-first';
    return { type, format: composeFormat(first, order), order };
  }
  const order = hint ?? (first.separator === '.' ? 'day-first' : undefined);
  return order === undefined ? 'ambiguous' : { type, format: composeFormat(first, order) };
}

function isIso({ kind, separator, padded, timeIsIso }: Parts): boolean {
  return kind === 'year-first' && separator === '-' && padded && timeIsIso;
}

function composeFormat({ kind, separator, yearPattern, monthPattern, comma, time }: Parts, order: DateOrder): string {
  const day = '%d';
  const dates = {
    'year-first': [yearPattern, monthPattern, day].join(separator),
    'year-last': (order === 'day-first' ? [day, monthPattern, yearPattern] : [monthPattern, day, yearPattern]).join(
      separator,
    ),
    'day-name': [day, monthPattern, yearPattern].join(separator),
    'month-name': `${monthPattern} ${day}${comma} ${yearPattern}`,
  };
  return dates[kind] + time;
}

function readParts(value: string): Parts | null {
  const match =
    /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(.*)$/.exec(value) ??
    /^(\d{1,2})([ -])([A-Za-z]{3,9})\2(\d{4}|\d{2})(.*)$/.exec(value) ??
    /^([A-Za-z]{3,9})( )(\d{1,2}),? (\d{4})(.*)$/.exec(value);
  if (match === null) return null;
  const [, one = '', separator = '', two = '', three = '', rest = ''] = match;
  const time = readTime(rest);
  if (time === null) return null;
  if (/^[A-Za-z]/.test(one))
    return readNamedDate('month-name', { day: two, month: one, year: three }, separator, value, time);
  if (/^[A-Za-z]/.test(two))
    return readNamedDate('day-name', { day: one, month: two, year: three }, separator, value, time);
  const numbers = [Number(one), Number(two), Number(three)] as const;
  const base = { separator, monthPattern: '%m', comma: '', ...time };
  if (one.length === 4) {
    if (three.length > 2 || !isDay(numbers[2], numbers[1], numbers[0])) return null;
    const padded = two.length === 2 && three.length === 2;
    return { ...base, kind: 'year-first', first: numbers[1], second: numbers[2], yearPattern: '%Y', padded };
  }
  const isShortYear = three.length === 2 && separator !== '.';
  if (one.length > 2 || (three.length !== 4 && !isShortYear)) return null;
  const year = isShortYear ? 2000 + numbers[2] : numbers[2];
  if (!isDay(numbers[0], numbers[1], year) && !isDay(numbers[1], numbers[0], year)) return null;
  const yearPattern = isShortYear ? '%y' : '%Y';
  return { ...base, kind: 'year-last', first: numbers[0], second: numbers[1], yearPattern, padded: true };
}

const monthNames = 'january february march april may june july august september october november december'.split(' ');

function readNamedDate(
  kind: 'day-name' | 'month-name',
  { day, month, year }: { day: string; month: string; year: string },
  separator: string,
  value: string,
  time: Pick<Parts, 'time' | 'timeIsIso'>,
): Parts | null {
  const name = month.toLowerCase();
  const index = monthNames.findIndex((full) => full === name || full.slice(0, 3) === name);
  if (index < 0 || !isDay(Number(day), index + 1, 2000)) return null;
  // May is its own abbreviation: either pattern reads it.
  const monthPattern = name.length === 3 ? '%b' : '%B';
  const comma = kind === 'month-name' && value.includes(',') ? ',' : '';
  const yearPattern = year.length === 2 ? '%y' : '%Y';
  return {
    kind,
    separator,
    first: Number(day),
    second: index + 1,
    yearPattern,
    monthPattern,
    padded: true,
    comma,
    ...time,
  };
}

function readTime(rest: string): Pick<Parts, 'time' | 'timeIsIso'> | null {
  if (rest === '') return { time: '', timeIsIso: true };
  const lead = rest[0];
  const match = timePattern.exec(rest.slice(1));
  if ((lead !== ' ' && lead !== 'T') || match === null) return null;
  const [, hour = '', minute = '', second, fraction, half, zone] = match;
  if (Number(hour) > (half ? 12 : 23) || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const pattern = [
    `${lead}${half ? '%I' : '%H'}:%M`,
    second === undefined ? '' : ':%S',
    fraction === undefined ? '' : `${fraction[0]}%f`,
    half === undefined ? '' : half.replace(/[AaPp][Mm]/, '%p'),
    zone === undefined ? '' : '%z',
  ];
  return { time: pattern.join(''), timeIsIso: hour.length === 2 && half === undefined && !fraction?.startsWith(',') };
}

function isDay(day: number, month: number, year: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
