import { handleRequest } from '#app/api/handle-request.ts';
import { renamePipelineRequestSchema } from '#core/contracts/pipelines.ts';
import { archivePipeline } from '#core/pipelines/archive-pipeline.ts';
import { getPipeline } from '#core/pipelines/get-pipeline.ts';
import { renamePipeline } from '#core/pipelines/rename-pipeline.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params }) =>
  getPipeline(session.workspaceId, params.pipelineId),
);

export const PATCH = handleRequest(
  { role: 'editor', body: renamePipelineRequestSchema },
  async ({ session, params, body }) => {
    await renamePipeline(session.workspaceId, params.pipelineId, body.name);
    return getPipeline(session.workspaceId, params.pipelineId);
  },
);

export const DELETE = handleRequest({ role: 'editor' }, ({ session, params }) =>
  archivePipeline(session.workspaceId, params.pipelineId),
);
