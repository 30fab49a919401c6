import { handleRequest } from '#app/api/handle-request.ts';
import { replayRequestSchema } from '#core/contracts/rejected.ts';
import { startRowReplay } from '#core/runs/replay-rows/start-row-replay.ts';

export const POST = handleRequest(
  { role: 'editor', body: replayRequestSchema },
  async ({ session, params: { runId, nodeId }, body, locale }) => {
    const answer = await startRowReplay(session, { runId, nodeId }, body, locale);
    return Response.json(answer, { status: answer.runId === null ? 200 : 202 });
  },
);
