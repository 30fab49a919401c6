import { handleRequest } from '#app/api/handle-request.ts';
import { pinRunRequestSchema } from '#core/contracts/test-run.ts';
import { pinRunRows } from '#core/runs/test-run/pin-run-rows.ts';

export const POST = handleRequest({ role: 'editor', body: pinRunRequestSchema }, ({ session, params, body, locale }) =>
  pinRunRows(session, params.runId, body, locale),
);
