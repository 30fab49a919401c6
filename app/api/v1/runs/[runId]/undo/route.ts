import { handleRequest } from '#app/api/handle-request.ts';
import { getRunSummary } from '#core/runs/get-run-summary.ts';
import { findUndo } from '#core/runs/undo/find-undo.ts';
import { startUndo } from '#core/runs/undo/start-undo.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params }) =>
  findUndo(session.workspaceId, params.runId),
);

export const POST = handleRequest({ role: 'editor', status: 202 }, async ({ session, params, locale }) =>
  getRunSummary(session.workspaceId, await startUndo(session, params.runId), locale),
);
