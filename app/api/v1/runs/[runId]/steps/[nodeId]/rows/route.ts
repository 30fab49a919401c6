import { handleRequest } from '#app/api/handle-request.ts';
import { keptRowsQuerySchema } from '#core/contracts/kept-rows.ts';
import { readKeptRows } from '#core/runs/kept-rows/read-kept-rows.ts';

export const GET = handleRequest(
  { role: 'viewer', query: keptRowsQuerySchema },
  ({ session, params: { runId, nodeId }, query, locale }) =>
    readKeptRows({ workspaceId: session.workspaceId, runId, nodeId }, query, locale),
);
