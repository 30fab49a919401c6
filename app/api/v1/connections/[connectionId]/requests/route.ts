import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess } from '#core/connections/check-access.ts';
import { findConnection } from '#core/connections/find-connection.ts';
import { requestLogQuerySchema } from '#core/contracts/network.ts';
import { listRequests } from '#core/egress/list-requests.ts';

export const GET = handleRequest(
  { role: 'editor', query: requestLogQuerySchema },
  async ({ session, params, query }) => {
    await checkAccess(session, [params]);
    const { id } = await findConnection(session.workspaceId, params.connectionId);
    return listRequests(session.workspaceId, id, query);
  },
);
