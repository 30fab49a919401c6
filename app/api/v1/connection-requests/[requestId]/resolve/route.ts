import { handleRequest } from '#app/api/handle-request.ts';
import { resolveConnectionRequest } from '#core/connections/connection-requests.ts';
import { resolveConnectionRequestSchema } from '#core/contracts/oauth.ts';

export const POST = handleRequest(
  { role: 'admin', body: resolveConnectionRequestSchema },
  ({ session, params, body }) => resolveConnectionRequest(session, params.requestId, body.connectionId),
);
