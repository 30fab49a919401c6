import { handleRequest } from '#app/api/handle-request.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Addresses that do not exist answer as the rest of the API does, not with a page. */
const answerUnknown = handleRequest({ role: 'anyone' }, async () => {
  throw new TelarError('not_found', { status: 404 });
});

export {
  answerUnknown as DELETE,
  answerUnknown as GET,
  answerUnknown as PATCH,
  answerUnknown as POST,
  answerUnknown as PUT,
};
