import { handleRequest } from '#app/api/handle-request.ts';
import { compareRun } from '#core/runs/compare/compare-run.ts';

export const POST = handleRequest({ role: 'editor' }, async ({ request, session, params }) => {
  const { runId, nodeId } = params;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(120_000)]);
  return { comparisons: await compareRun({ workspaceId: session.workspaceId, runId, nodeId }, signal) };
});
