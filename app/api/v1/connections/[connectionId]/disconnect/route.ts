import { handleRequest } from '#app/api/handle-request.ts';
import { getConnection } from '#core/connections/list-connections.ts';
import { disconnect } from '#core/connections/oauth/disconnect.ts';

export const POST = handleRequest({ role: 'admin' }, async ({ session, params }) => {
  await disconnect(session, params.connectionId);
  return getConnection(session, params.connectionId);
});
