import { handleRequest } from '#app/api/handle-request.ts';
import { planUndo } from '#core/runs/undo/plan-undo.ts';

export const POST = handleRequest({ role: 'editor' }, ({ request, session, params }) =>
  planUndo(
    { workspaceId: session.workspaceId, runId: params.runId },
    AbortSignal.any([request.signal, AbortSignal.timeout(120_000)]),
  ),
);
