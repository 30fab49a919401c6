import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { forecastRequestSchema } from '#core/contracts/forecast.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { forecastTarget } from '#core/runs/forecast/forecast-target.ts';

export const POST = handleRequest(
  { role: 'editor', body: forecastRequestSchema },
  async ({ request, session, params, body }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    await checkAccess(session, listSettings(body.graph));
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(30_000)]);
    return forecastTarget({ workspaceId, pipelineId, signal, ...body });
  },
);
