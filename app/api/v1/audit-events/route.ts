import { handleRequest } from '#app/api/handle-request.ts';
import { listAuditEvents } from '#core/audit/list-audit-events.ts';
import { auditEventsQuerySchema } from '#core/contracts/audit.ts';

export const GET = handleRequest({ role: 'admin', query: auditEventsQuerySchema }, ({ session, query }) =>
  listAuditEvents(session.workspaceId, query),
);
