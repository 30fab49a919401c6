import { handleRequest } from '#app/api/handle-request.ts';
import { listConnectionTables } from '#core/connections/list-connection-tables.ts';

export const GET = handleRequest({ role: 'editor' }, async ({ session, params }) => ({
  tables: await listConnectionTables(session.workspaceId, params.connectionId),
}));
