import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { previewRequestSchema } from '#core/contracts/pipelines.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { presentProblem } from '#core/platform/present-error.ts';
import { previewNode } from '#core/runs/preview-node.ts';

export const POST = handleRequest(
  { role: 'editor', body: previewRequestSchema },
  async ({ request, session, params, body, locale }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    await checkAccess(session, listSettings(body.graph));
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(60_000)]);
    const preview = await previewNode({ workspaceId, pipelineId, signal, ...body });
    return { ...preview, problems: preview.problems.map((problem) => presentProblem(problem, locale)) };
  },
);
