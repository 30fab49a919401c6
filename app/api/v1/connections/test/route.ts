import { handleRequest } from '#app/api/handle-request.ts';
import { presentTest } from '#app/api/present-test.ts';
import { testValues } from '#core/connections/test-connection.ts';
import { testValuesRequestSchema } from '#core/contracts/connections.ts';

export const POST = handleRequest({ role: 'admin', body: testValuesRequestSchema }, async ({ session, body, locale }) =>
  presentTest(await testValues(session.workspaceId, body.connector, body), locale),
);
