/** A schedule as a sentence says it. Times are `HH:MM` in the schedule's own zone; weekdays 0 (Sunday) to 6. */
export type ScheduleRule =
  | { readonly every: 'minutes'; readonly step: number }
  | { readonly every: 'hour'; readonly minute: number }
  | { readonly every: 'day' | 'weekdays'; readonly time: string }
  | { readonly every: 'week'; readonly weekday: number; readonly time: string }
  | { readonly every: 'month'; readonly day: number; readonly time: string };

export const ruleKinds = ['minutes', 'hour', 'day', 'weekdays', 'week', 'month'] as const;

export const minuteSteps = [5, 10, 15, 20, 30] as const;

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function parseTime(minute: string, hour: string): string | null {
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return null;
  if (Number(minute) > 59 || Number(hour) > 23) return null;
  return `${pad(Number(hour))}:${pad(Number(minute))}`;
}

function parseTimedRule(time: string, day: string, weekday: string): ScheduleRule | null {
  if (day === '*' && weekday === '*') return { every: 'day', time };
  if (day === '*' && weekday === '1-5') return { every: 'weekdays', time };
  if (day === '*' && /^[0-7]$/.test(weekday)) return { every: 'week', weekday: Number(weekday) % 7, time };
  if (weekday === '*' && /^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= 31)
    return { every: 'month', day: Number(day), time };
  return null;
}

/** The sentence behind five cron fields, or null when only an expert could have written them. */
export function parseScheduleRule(cron: string): ScheduleRule | null {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || month !== '*') return null;
  const isAnyDay = day === '*' && weekday === '*';
  const step = /^\*\/(\d{1,2})$/.exec(minute);
  if (step !== null && hour === '*' && isAnyDay) return { every: 'minutes', step: Number(step[1]) };
  if (/^\d{1,2}$/.test(minute) && hour === '*' && isAnyDay) return { every: 'hour', minute: Number(minute) };
  const time = parseTime(minute, hour);
  return time === null ? null : parseTimedRule(time, day, weekday);
}

/** The cron fields of a sentence. */
export function formatScheduleRule(rule: ScheduleRule): string {
  if (rule.every === 'minutes') return `*/${rule.step} * * * *`;
  if (rule.every === 'hour') return `${rule.minute} * * * *`;
  const [hour = 0, minute = 0] = rule.time.split(':').map(Number);
  const days = { day: '* * *', weekdays: '* * 1-5' };
  if (rule.every === 'week') return `${minute} ${hour} * * ${rule.weekday}`;
  if (rule.every === 'month') return `${minute} ${hour} ${rule.day} * *`;
  return `${minute} ${hour} ${days[rule.every]}`;
}

/** The same rhythm in another unit, keeping the time of day where there is one. */
export function changeRuleKind(rule: ScheduleRule | null, every: ScheduleRule['every']): ScheduleRule {
  const time = rule !== null && 'time' in rule ? rule.time : '07:00';
  if (every === 'minutes') return { every, step: 15 };
  if (every === 'hour') return { every, minute: 0 };
  if (every === 'week') return { every, weekday: 1, time };
  if (every === 'month') return { every, day: 1, time };
  return { every, time };
}
