import { handleRequest } from '#app/api/handle-request.ts';
import { deleteConnection } from '#core/connections/delete-connection.ts';
import { getConnection } from '#core/connections/list-connections.ts';
import { updateConnection } from '#core/connections/update-connection.ts';
import { deleteConnectionQuerySchema, updateConnectionRequestSchema } from '#core/contracts/connections.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params }) =>
  getConnection(session, params.connectionId),
);

export const PATCH = handleRequest(
  { role: 'admin', body: updateConnectionRequestSchema },
  async ({ session, params, body }) => {
    await updateConnection(session, params.connectionId, body);
    return getConnection(session, params.connectionId);
  },
);

export const DELETE = handleRequest(
  { role: 'admin', query: deleteConnectionQuerySchema },
  ({ session, params, query }) =>
    deleteConnection(session, params.connectionId, { leaveSlots: query.leaveSlots === 'true' }),
);
