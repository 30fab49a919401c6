import { handleRequest } from '#app/api/handle-request.ts';
import { describeOpenLink } from '#core/connections/oauth/connect-links.ts';

/** For whoever holds the link: the token is what authorises. */
export const GET = handleRequest({ role: 'anyone' }, ({ params, locale }) => describeOpenLink(params.token, locale));
