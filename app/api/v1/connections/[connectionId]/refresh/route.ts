import { handleRequest } from '#app/api/handle-request.ts';
import { getConnection } from '#core/connections/list-connections.ts';
import { renewNow } from '#core/connections/oauth/renew-now.ts';

/** Rotates the token at once: to see that it works, or because somebody may have seen it. */
export const POST = handleRequest({ role: 'admin' }, async ({ session, params }) => {
  await renewNow(session.workspaceId, params.connectionId);
  return getConnection(session, params.connectionId);
});
