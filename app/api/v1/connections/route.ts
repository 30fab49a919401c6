import { handleRequest } from '#app/api/handle-request.ts';
import { createConnection } from '#core/connections/create-connection.ts';
import { getConnection, listConnections } from '#core/connections/list-connections.ts';
import { createConnectionRequestSchema } from '#core/contracts/connections.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, locale }) => ({
  connections: await listConnections(session.workspaceId, locale),
}));

export const POST = handleRequest(
  { role: 'admin', body: createConnectionRequestSchema, status: 201 },
  async ({ session, body, locale }) =>
    getConnection(session.workspaceId, await createConnection(session, body), locale),
);
