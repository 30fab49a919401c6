import { handleRequest } from '#app/api/handle-request.ts';
import { createConnection } from '#core/connections/create-connection.ts';
import { getConnection, listConnections } from '#core/connections/list-connections.ts';
import { createConnectionRequestSchema } from '#core/contracts/connections.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => ({
  connections: await listConnections(session),
}));

export const POST = handleRequest(
  { role: 'admin', body: createConnectionRequestSchema, status: 201 },
  async ({ session, body }) => getConnection(session, await createConnection(session, body)),
);
