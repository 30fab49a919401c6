import { handleRequest } from '#app/api/handle-request.ts';
import { listIssues } from '#core/issues/list-issues.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, locale }) => ({
  issues: await listIssues(session.workspaceId, locale),
}));
