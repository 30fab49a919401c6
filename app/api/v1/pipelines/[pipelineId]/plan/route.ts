import { handleRequest } from '#app/api/handle-request.ts';
import { startRunRequestSchema } from '#core/contracts/runs.ts';
import { planPipeline } from '#core/pipelines/plan-pipeline.ts';

export const POST = handleRequest(
  { role: 'editor', body: startRunRequestSchema.pick({ of: true }) },
  async ({ request, session, params, body }) =>
    planPipeline(session, params.pipelineId, body.of, AbortSignal.any([request.signal, AbortSignal.timeout(600_000)])),
);
