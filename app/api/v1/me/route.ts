import { handleRequest } from '#app/api/handle-request.ts';
import { presentMe } from '#app/api/present-me.ts';
import { updateMeRequestSchema } from '#core/contracts/identity.ts';
import { createSessionToken, formatSessionCookie } from '#core/security/session-token.ts';
import { updateUser } from '#core/security/update-user.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => presentMe(session));

export const PATCH = handleRequest({ role: 'viewer', body: updateMeRequestSchema }, async ({ session, body }) => {
  const { name = session.userName, locale = session.locale } = body;
  const sessionsFrom = await updateUser(session.userId, body);
  const response = Response.json(presentMe({ ...session, userName: name, locale }));
  if (sessionsFrom !== null) {
    const token = await createSessionToken({ userId: session.userId, signedInAt: sessionsFrom.getTime() });
    response.headers.append('set-cookie', formatSessionCookie(token));
  }
  return response;
});
