import { Cron } from 'croner';

/** Null when the rule is usable, else the code of the problem: `schedule_cron` or `schedule_time_zone`. */
export function checkCron(cron: string, timeZone: string): 'schedule_cron' | 'schedule_time_zone' | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    return 'schedule_time_zone';
  }
  if (cron.trim().split(/\s+/).length !== 5) return 'schedule_cron';
  try {
    return new Cron(cron, { timezone: timeZone, paused: true }).nextRun() === null ? 'schedule_cron' : null;
  } catch {
    return 'schedule_cron';
  }
}
