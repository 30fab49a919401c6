import { handleRequest } from '#app/api/handle-request.ts';
import { listMembers } from '#core/security/list-members.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => ({
  members: await listMembers(session.workspaceId),
}));
