import { handleRequest } from '#app/api/handle-request.ts';
import { renamePipelineRequestSchema } from '#core/contracts/pipelines.ts';
import { duplicatePipeline } from '#core/pipelines/create-pipeline.ts';
import { getPipeline } from '#core/pipelines/get-pipeline.ts';

export const POST = handleRequest(
  { role: 'editor', body: renamePipelineRequestSchema.partial(), status: 201 },
  async ({ session, params, body }) =>
    getPipeline(session.workspaceId, await duplicatePipeline(session, params.pipelineId, body.name)),
);
