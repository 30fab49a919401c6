import { handleRequest } from '#app/api/handle-request.ts';
import { findAttempt } from '#core/connections/oauth/find-attempt.ts';

export const GET = handleRequest({ role: 'admin' }, ({ session, params, locale }) =>
  findAttempt(session.userId, params.attemptId, locale),
);
