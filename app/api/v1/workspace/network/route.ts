import { handleRequest } from '#app/api/handle-request.ts';
import { setNetworkRulesRequestSchema } from '#core/contracts/network.ts';
import { readNetworkRules, setNetworkRules } from '#core/egress/network-rules.ts';

export const GET = handleRequest({ role: 'admin' }, ({ session }) => readNetworkRules(session.workspaceId));

export const PUT = handleRequest({ role: 'admin', body: setNetworkRulesRequestSchema }, ({ session, body }) =>
  setNetworkRules(session, body.addresses),
);
