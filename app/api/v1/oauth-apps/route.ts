import { handleRequest } from '#app/api/handle-request.ts';
import { listOAuthApps, oauthRedirectUri } from '#core/connections/oauth/oauth-apps.ts';

export const GET = handleRequest({ role: 'admin' }, async ({ session }) => ({
  redirectUri: oauthRedirectUri(),
  apps: await listOAuthApps(session.workspaceId),
}));
