import { handleRequest } from '#app/api/handle-request.ts';
import { listComparisons } from '#core/runs/compare/list-comparisons.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) => ({
  comparisons: await listComparisons(session.workspaceId, params.runId),
}));
