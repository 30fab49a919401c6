import { checkCron } from '#core/schedules/check-cron.ts';
import type { NodeKind } from './graph.ts';
import { getNodeDefinition } from './node-registry.ts';
import type { ScheduleTriggerSettings } from './nodes/schedule-trigger.ts';
import type { Problem } from './problem.ts';

/** Problems visible from the settings of a kind alone, with what only a server can tell. */
export function checkSettings(kind: NodeKind, settings: Record<string, unknown>): Omit<Problem, 'nodeId'>[] {
  const found = getNodeDefinition(kind).check(settings);
  return kind === 'schedule-trigger' ? [...found, ...checkSchedule(settings as ScheduleTriggerSettings)] : found;
}

function checkSchedule({ cron, timeZone }: ScheduleTriggerSettings): Omit<Problem, 'nodeId'>[] {
  const code = checkCron(cron, timeZone);
  return code === null ? [] : [{ code, field: code === 'schedule_time_zone' ? 'timeZone' : 'cron', severity: 'error' }];
}
