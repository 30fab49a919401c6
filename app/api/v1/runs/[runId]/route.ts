import { handleRequest } from '#app/api/handle-request.ts';
import { getRun } from '#core/runs/get-run.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params, locale }) =>
  getRun(session.workspaceId, params.runId, locale),
);
