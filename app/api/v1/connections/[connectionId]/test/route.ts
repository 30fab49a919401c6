import { handleRequest } from '#app/api/handle-request.ts';
import { presentTest } from '#app/api/present-test.ts';
import { testConnection } from '#core/connections/test-connection.ts';
import { testConnectionRequestSchema } from '#core/contracts/connections.ts';

export const POST = handleRequest(
  { role: 'admin', body: testConnectionRequestSchema },
  async ({ session, params, body, locale }) => {
    const changes = body.config === undefined && body.secret === undefined ? null : body;
    return presentTest(await testConnection(session.workspaceId, params.connectionId, changes), locale);
  },
);
