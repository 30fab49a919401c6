import { handleRequest } from '#app/api/handle-request.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import { beginAuthorization } from '#core/connections/oauth/begin-authorization.ts';
import { readBinding } from '#core/connections/oauth/read-binding.ts';
import { authorizeRequestSchema } from '#core/contracts/oauth.ts';

export const POST = handleRequest(
  { role: 'admin', body: authorizeRequestSchema },
  async ({ request, session, params, body }) => {
    const connection = await findConnection(session.workspaceId, params.connectionId);
    const bindingHash = (await readBinding(request.headers)).session ?? '';
    return beginAuthorization(connection, { bindingHash, userId: session.userId, linkId: null }, body.popup);
  },
);
