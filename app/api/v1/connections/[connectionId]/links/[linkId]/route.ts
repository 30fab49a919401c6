import { handleRequest } from '#app/api/handle-request.ts';
import { withdrawConnectLink } from '#core/connections/oauth/connect-links.ts';

export const DELETE = handleRequest({ role: 'admin' }, ({ session, params }) =>
  withdrawConnectLink(session, params.connectionId, params.linkId),
);
