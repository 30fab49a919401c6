import { handleRequest } from '#app/api/handle-request.ts';
import { presentSchedule } from '#core/pipelines/present-schedule.ts';
import { resumeSchedule } from '#core/schedules/pause-schedule.ts';

export const POST = handleRequest({ role: 'editor' }, async ({ session: { workspaceId }, params: { scheduleId } }) =>
  presentSchedule(await resumeSchedule({ workspaceId, scheduleId })),
);
