import { handleRequest } from '#app/api/handle-request.ts';
import { changeRejectedSchema, rejectedQuerySchema } from '#core/contracts/rejected.ts';
import { readRejectedRows } from '#core/runs/read-rejected-rows.ts';
import { changeRejected } from '#core/runs/rejected/change-rejected.ts';

export const GET = handleRequest(
  { role: 'viewer', query: rejectedQuerySchema },
  ({ session, params: { runId, nodeId }, query, locale }) =>
    readRejectedRows({ workspaceId: session.workspaceId, runId, nodeId, ...query, locale }),
);

export const PATCH = handleRequest(
  { role: 'editor', body: changeRejectedSchema },
  ({ session, params: { runId, nodeId }, body }) => changeRejected(session, { runId, nodeId }, body),
);
