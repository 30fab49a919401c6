import { handleRequest } from '#app/api/handle-request.ts';
import { replaysRequestSchema } from '#core/contracts/replays.ts';
import { planReplays } from '#core/runs/replay/plan-replays.ts';

export const POST = handleRequest({ role: 'editor', body: replaysRequestSchema }, async ({ session, body }) => ({
  replays: await planReplays(session.workspaceId, body),
}));
