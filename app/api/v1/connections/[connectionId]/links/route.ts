import { handleRequest } from '#app/api/handle-request.ts';
import { createConnectLink, listConnectLinks } from '#core/connections/oauth/connect-links.ts';
import { createConnectLinkRequestSchema } from '#core/contracts/oauth.ts';

export const GET = handleRequest({ role: 'admin' }, async ({ session, params }) => ({
  links: await listConnectLinks(session.workspaceId, params.connectionId),
}));

export const POST = handleRequest(
  { role: 'admin', body: createConnectLinkRequestSchema, status: 201 },
  ({ session, params, body }) => createConnectLink(session, params.connectionId, body),
);
