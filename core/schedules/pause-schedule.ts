import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Schedule } from '#prisma/generated/client.ts';

interface ScheduleReference {
  readonly workspaceId: string;
  readonly scheduleId: string;
}

/** Occurrences that come due from now on are recorded as skipped. Throws `schedule_not_found`. */
export function pauseSchedule(reference: ScheduleReference, now: Date = new Date()): Promise<Schedule> {
  return setPause(reference, now);
}

/** Occurrences start runs again. Throws `schedule_not_found`. */
export function resumeSchedule(reference: ScheduleReference): Promise<Schedule> {
  return setPause(reference, null);
}

async function setPause({ workspaceId, scheduleId: id }: ScheduleReference, pausedAt: Date | null): Promise<Schedule> {
  const schedule = { id, workspaceId };
  // A second pause keeps the moment of the first.
  const where = pausedAt === null ? schedule : { ...schedule, pausedAt: null };
  await getDatabase().schedule.updateMany({ where, data: { pausedAt } });
  const found = await getDatabase().schedule.findFirst({ where: schedule });
  if (found === null) throw new TelarError('schedule_not_found', { status: 404 });
  return found;
}
