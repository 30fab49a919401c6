import { handleRequest } from '#app/api/handle-request.ts';
import { getRunSummary } from '#core/runs/get-run-summary.ts';
import { startReplay } from '#core/runs/replay/start-replay.ts';

export const POST = handleRequest({ role: 'editor', status: 202 }, async ({ session, params, locale }) =>
  getRunSummary(session.workspaceId, await startReplay(session, params.runId, 'own'), locale),
);
