import { handleRequest } from '#app/api/handle-request.ts';
import { checkRequestSchema } from '#core/contracts/pipelines.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { presentProblem } from '#core/platform/present-error.ts';
import { checkPipeline } from '#core/runs/check-pipeline.ts';

export const POST = handleRequest(
  { role: 'viewer', body: checkRequestSchema },
  async ({ session, params, body, locale }) => {
    await findPipeline(session.workspaceId, params.pipelineId);
    const { problems, fields } = await checkPipeline(body.graph);
    return { problems: problems.map((problem) => presentProblem(problem, locale)), fields };
  },
);
