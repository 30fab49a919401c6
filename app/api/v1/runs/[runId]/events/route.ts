import { handleRequest } from '#app/api/handle-request.ts';
import { streamEvents } from '#app/api/stream-events.ts';
import { runEventName } from '#core/contracts/runs.ts';
import { watchRun } from '#core/runs/watch-run.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ request, session, params, locale }) => {
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const runs = watchRun({ workspaceId: session.workspaceId, runId: params.runId, locale, signal });
  return streamEvents(runEventName, runs, () => left.abort());
});
