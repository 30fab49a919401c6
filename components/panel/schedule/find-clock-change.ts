const dayMs = 86_400_000;

function offsetAt(format: Intl.DateTimeFormat, at: number): string {
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** The first day within a year on which the clocks of a time zone change, or null where they never do. */
export function findClockChange(timeZone: string, from: Date): Date | null {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const start = from.getTime();
  const offset = offsetAt(format, start);
  for (let day = 1; day <= 366; day++) {
    if (offsetAt(format, start + day * dayMs) !== offset) return new Date(start + day * dayMs);
  }
  return null;
}
