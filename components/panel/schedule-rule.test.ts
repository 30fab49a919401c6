import { describe, expect, it } from 'vitest';
import { formatScheduleRule, parseScheduleRule, type ScheduleRule } from './schedule-rule.ts';

const rules: [string, ScheduleRule][] = [
  ['*/15 * * * *', { every: 'minutes', step: 15 }],
  ['5 * * * *', { every: 'hour', minute: 5 }],
  ['0 7 * * *', { every: 'day', time: '07:00' }],
  ['30 18 * * 1-5', { every: 'weekdays', time: '18:30' }],
  ['0 9 * * 1', { every: 'week', weekday: 1, time: '09:00' }],
  ['0 0 31 * *', { every: 'month', day: 31, time: '00:00' }],
];

describe('parseScheduleRule', () => {
  it.each(rules)('reads %s and writes it the same', (cron, rule) => {
    expect(parseScheduleRule(cron)).toEqual(rule);
    expect(formatScheduleRule(rule)).toBe(cron);
  });

  it.each(['', '0 7 * *', '0 7 1 1 *', '0 7 * * 1,3', '0 7 1 * 1', '99 7 * * *', '0 7 32 * *'])(
    'leaves %j to experts',
    (cron) => {
      expect(parseScheduleRule(cron)).toBeNull();
    },
  );
});
