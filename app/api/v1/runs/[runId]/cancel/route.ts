import { handleRequest } from '#app/api/handle-request.ts';
import { cancelRun } from '#core/runs/cancel-run.ts';
import { getRunSummary } from '#core/runs/get-run-summary.ts';

export const POST = handleRequest({ role: 'editor', status: 202 }, async ({ session, params, locale }) => {
  await cancelRun({ workspaceId: session.workspaceId, runId: params.runId });
  return getRunSummary(session.workspaceId, params.runId, locale);
});
