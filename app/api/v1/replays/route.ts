import { handleRequest } from '#app/api/handle-request.ts';
import { replaysRequestSchema } from '#core/contracts/replays.ts';
import { startReplays } from '#core/runs/replay/start-replays.ts';

export const POST = handleRequest(
  { role: 'editor', body: replaysRequestSchema, status: 202 },
  ({ session, body, locale }) => startReplays(session, body, locale),
);
