import { handleRequest } from '#app/api/handle-request.ts';
import { startRunRequestSchema } from '#core/contracts/runs.ts';
import { startRun } from '#core/pipelines/start-run.ts';
import { getRunSummary } from '#core/runs/get-run-summary.ts';

export const POST = handleRequest(
  { role: 'editor', body: startRunRequestSchema, status: 202 },
  async ({ session, params, body, locale }) => {
    const runId = await startRun(session, params.pipelineId, body.of, 'manual', body.allowRemovals);
    return getRunSummary(session.workspaceId, runId, locale);
  },
);
