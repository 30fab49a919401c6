import { handleRequest } from '#app/api/handle-request.ts';
import { visitRequestSchema } from '#core/contracts/pipelines.ts';
import { visitPipeline } from '#core/pipelines/visit-pipeline.ts';

export const POST = handleRequest({ role: 'viewer', body: visitRequestSchema }, ({ session, params, body }) =>
  visitPipeline(session, params.pipelineId, body),
);
