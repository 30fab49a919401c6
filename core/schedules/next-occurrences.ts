import { Cron } from 'croner';

/**
 * The next `count` moments after `from` at which the rule is due in the time zone, soonest first.
 * An hour that the clock skips runs when it has been skipped; an hour that comes twice runs once,
 * unless the rule repeats within it. Throws on a rule that `checkCron` refuses.
 */
export function nextOccurrences(cron: string, timeZone: string, count: number, from: Date): Date[] {
  return new Cron(cron, { timezone: timeZone, paused: true, mode: '5-part' }).nextRuns(count, from);
}

/** The next moment after `from`; null when there is none. */
export function nextOccurrence(cron: string, timeZone: string, from: Date): Date | null {
  return nextOccurrences(cron, timeZone, 1, from)[0] ?? null;
}
