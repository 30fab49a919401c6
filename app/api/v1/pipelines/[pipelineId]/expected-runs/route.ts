import { handleRequest } from '#app/api/handle-request.ts';
import { listExpectedRuns } from '#core/pipelines/list-expected-runs.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) => ({
  expectedRuns: await listExpectedRuns(session.workspaceId, params.pipelineId),
}));
