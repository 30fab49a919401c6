import { handleRequest } from '#app/api/handle-request.ts';
import { listConnectionRequests, requestConnection } from '#core/connections/connection-requests.ts';
import { createConnectionRequestRequestSchema } from '#core/contracts/oauth.ts';

export const GET = handleRequest({ role: 'editor' }, async ({ session }) => ({
  requests: await listConnectionRequests(session),
}));

export const POST = handleRequest(
  { role: 'editor', body: createConnectionRequestRequestSchema, status: 201 },
  ({ session, body }) => requestConnection(session, body),
);
