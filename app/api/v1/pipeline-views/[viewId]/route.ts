import { handleRequest } from '#app/api/handle-request.ts';
import { renamePipelineViewSchema } from '#core/contracts/pipeline-views.ts';
import { removePipelineView, renamePipelineView } from '#core/pipelines/pipeline-views.ts';

export const PATCH = handleRequest(
  { role: 'viewer', body: renamePipelineViewSchema, status: 204 },
  async ({ session, params, body }) => renamePipelineView(session, params.viewId, body.name),
);

export const DELETE = handleRequest({ role: 'viewer', status: 204 }, async ({ session, params }) =>
  removePipelineView(session, params.viewId),
);
