import { handleRequest } from '#app/api/handle-request.ts';
import { compareRun } from '#core/runs/compare-run.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params, locale }) =>
  compareRun(session.workspaceId, params.runId, locale),
);
