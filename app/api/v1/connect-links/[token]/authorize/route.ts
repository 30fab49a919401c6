import { handleRequest } from '#app/api/handle-request.ts';
import { beginAuthorization, randomToken } from '#core/connections/oauth/begin-authorization.ts';
import { findOpenLink } from '#core/connections/oauth/connect-links.ts';
import { formatBrowserCookie, hashBrowser } from '#core/connections/oauth/read-binding.ts';
import { authorizeRequestSchema } from '#core/contracts/oauth.ts';

/** For whoever holds the link: the token is what authorises, and this browser must be the one that comes back. */
export const POST = handleRequest({ role: 'anyone', body: authorizeRequestSchema }, async ({ params, body }) => {
  const { id, connection } = await findOpenLink(params.token);
  const browser = randomToken();
  const authorizer = { bindingHash: hashBrowser(browser), userId: null, linkId: id };
  const begun = await beginAuthorization(connection, authorizer, body.popup);
  return Response.json(begun, { headers: { 'set-cookie': formatBrowserCookie(browser) } });
});
