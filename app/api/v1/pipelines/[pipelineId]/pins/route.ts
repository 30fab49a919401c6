import { handleRequest } from '#app/api/handle-request.ts';
import { removePinQuerySchema, savePinRequestSchema } from '#core/contracts/test-run.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { listPins, removePins, savePin } from '#core/runs/test-run/pins.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) => {
  const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
  return { pins: await listPins({ workspaceId, pipelineId }) };
});

export const PUT = handleRequest({ role: 'editor', body: savePinRequestSchema }, async ({ session, params, body }) => {
  const { id } = await findPipeline(session.workspaceId, params.pipelineId);
  return savePin(session, id, body);
});

export const DELETE = handleRequest(
  { role: 'editor', query: removePinQuerySchema, status: 204 },
  async ({ session, params, query }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    await removePins({ workspaceId, pipelineId }, query);
  },
);
