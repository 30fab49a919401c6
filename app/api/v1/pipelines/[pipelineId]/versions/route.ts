import { handleRequest } from '#app/api/handle-request.ts';
import { listVersions } from '#core/pipelines/list-versions.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) => ({
  versions: await listVersions(session.workspaceId, params.pipelineId),
}));
