import { handleRequest } from '#app/api/handle-request.ts';
import { readGuide } from '#core/home/guide.ts';
import { summarizeDay } from '#core/home/summarize-day.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => {
  const [day, guide] = await Promise.all([summarizeDay(session.workspaceId), readGuide(session)]);
  return { day, guide };
});
