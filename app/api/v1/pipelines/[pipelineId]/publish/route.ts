import { handleRequest } from '#app/api/handle-request.ts';
import { publishRequestSchema } from '#core/contracts/pipelines.ts';
import { publishPipeline } from '#core/pipelines/publish-pipeline.ts';

export const POST = handleRequest({ role: 'editor', body: publishRequestSchema }, ({ session, params, body }) =>
  publishPipeline(session, params.pipelineId, body),
);
