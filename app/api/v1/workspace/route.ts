import { handleRequest } from '#app/api/handle-request.ts';
import { presentMe } from '#app/api/present-me.ts';
import { renameWorkspaceRequestSchema } from '#core/contracts/identity.ts';
import { renameWorkspace } from '#core/security/rename-workspace.ts';

export const PATCH = handleRequest({ role: 'admin', body: renameWorkspaceRequestSchema }, async ({ session, body }) => {
  await renameWorkspace(session.workspaceId, body.name);
  return presentMe({ ...session, workspaceName: body.name });
});
