import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { mappingSampleRequestSchema } from '#core/contracts/mapping-sample.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { sampleMapping } from '#core/runs/sample-mapping.ts';

export const POST = handleRequest(
  { role: 'editor', body: mappingSampleRequestSchema },
  async ({ request, session, params, body }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    await checkAccess(session, listSettings(body.graph));
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(60_000)]);
    return sampleMapping({ workspaceId, pipelineId, signal, ...body });
  },
);
