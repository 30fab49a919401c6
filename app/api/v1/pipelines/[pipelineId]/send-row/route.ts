import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { sendRowRequestSchema } from '#core/contracts/test-run.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { sendRow } from '#core/runs/test-run/send-row.ts';

const deadlineMs = 110_000;

/** A browser that goes away does not take back what is on its way. */
export const POST = handleRequest({ role: 'editor', body: sendRowRequestSchema }, async ({ session, params, body }) => {
  const { id: pipelineId } = await findPipeline(session.workspaceId, params.pipelineId);
  await checkAccess(session, listSettings(body.graph));
  return sendRow({ session, pipelineId, signal: AbortSignal.timeout(deadlineMs), ...body });
});
