import { handleRequest } from '#app/api/handle-request.ts';
import { personQuerySchema } from '#core/contracts/people.ts';
import { listErasures } from '#core/people/erase/list-erasures.ts';
import { requestErasure } from '#core/people/erase/request-erasure.ts';

export const GET = handleRequest({ role: 'admin' }, async ({ session, locale }) => ({
  erasures: await listErasures(session.workspaceId, locale),
}));

export const POST = handleRequest(
  { role: 'admin', status: 202, body: personQuerySchema },
  async ({ session, body }) => ({
    id: await requestErasure(session, body.email),
  }),
);
