import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import { testRequestSchema } from '#core/contracts/test-run.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { presentProblem } from '#core/platform/present-error.ts';
import { testTarget } from '#core/runs/test-run/test-target.ts';

const deadlineMs = 120_000;

export const POST = handleRequest(
  { role: 'editor', body: testRequestSchema },
  async ({ request, session, params, body, locale }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    await checkAccess(session, listSettings(body.graph));
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(deadlineMs)]);
    const test = await testTarget({ workspaceId, pipelineId, signal, deadlineMs, ...body });
    return { ...test, problems: test.problems.map((problem) => presentProblem(problem, locale)) };
  },
);
