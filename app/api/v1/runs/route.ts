import { handleRequest } from '#app/api/handle-request.ts';
import { listRuns, listRunsQuerySchema } from '#core/runs/list-runs.ts';

export const GET = handleRequest({ role: 'viewer', query: listRunsQuerySchema }, ({ session, query, locale }) =>
  listRuns(session.workspaceId, query, locale),
);
