import type { ScheduleView } from '#core/contracts/pipelines.ts';
import type { Schedule } from '#prisma/generated/client.ts';

export function presentSchedule(schedule: Schedule): ScheduleView {
  return {
    id: schedule.id,
    nodeId: schedule.nodeId,
    cron: schedule.cron,
    timeZone: schedule.timeZone,
    overlap: schedule.overlapPolicy,
    missed: schedule.missedPolicy,
    paused: schedule.pausedAt !== null,
    nextDueAt: schedule.nextDueAt?.toISOString() ?? null,
  };
}
