import { handleRequest } from '#app/api/handle-request.ts';
import { checkAccess } from '#core/connections/check-access.ts';
import { listConnectionTables } from '#core/connections/list-connection-tables.ts';

export const GET = handleRequest({ role: 'editor' }, async ({ session, params }) => {
  await checkAccess(session, [params]);
  return { tables: await listConnectionTables(session.workspaceId, params.connectionId) };
});
