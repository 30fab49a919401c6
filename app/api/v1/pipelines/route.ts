import { handleRequest } from '#app/api/handle-request.ts';
import { createPipelineRequestSchema } from '#core/contracts/pipelines.ts';
import { createPipeline } from '#core/pipelines/create-pipeline.ts';
import { getPipeline } from '#core/pipelines/get-pipeline.ts';
import { listPipelines } from '#core/pipelines/list-pipelines.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, locale }) => ({
  pipelines: await listPipelines(session.workspaceId, locale),
}));

export const POST = handleRequest(
  { role: 'editor', body: createPipelineRequestSchema, status: 201 },
  async ({ session, body }) => getPipeline(session.workspaceId, await createPipeline(session, body)),
);
