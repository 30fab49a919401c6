import { handleRequest } from '#app/api/handle-request.ts';
import { getRunSummary } from '#core/runs/get-run-summary.ts';
import { retryRun } from '#core/runs/retry-run.ts';

export const POST = handleRequest({ role: 'editor', status: 202 }, async ({ session, params, locale }) =>
  getRunSummary(session.workspaceId, await retryRun(session, params.runId), locale),
);
