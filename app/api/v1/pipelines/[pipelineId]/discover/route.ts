import { handleRequest } from '#app/api/handle-request.ts';
import { discoverRequestSchema } from '#core/contracts/pipelines.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { discoverSource } from '#core/runs/discover-source.ts';

export const POST = handleRequest(
  { role: 'editor', body: discoverRequestSchema },
  async ({ request, session, params, body: { body, ...source } }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(120_000)]);
    return discoverSource({ workspaceId, pipelineId, signal, ...source, ...(body !== undefined && { body }) });
  },
);
