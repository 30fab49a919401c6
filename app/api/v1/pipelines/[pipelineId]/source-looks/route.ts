import { handleRequest } from '#app/api/handle-request.ts';
import { listSourceLooks } from '#core/pipelines/list-source-looks.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) => ({
  looks: await listSourceLooks(session.workspaceId, params.pipelineId),
}));
