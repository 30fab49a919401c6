import { handleRequest } from '#app/api/handle-request.ts';
import { savePipelineViewSchema } from '#core/contracts/pipeline-views.ts';
import { listPipelineViews, savePipelineView } from '#core/pipelines/pipeline-views.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session }) => ({
  views: await listPipelineViews(session),
}));

export const POST = handleRequest({ role: 'viewer', body: savePipelineViewSchema }, ({ session, body }) =>
  savePipelineView(session, body),
);
