import { handleRequest } from '#app/api/handle-request.ts';
import { saveDraftRequestSchema } from '#core/contracts/pipelines.ts';
import { saveDraft } from '#core/pipelines/save-draft.ts';

export const PUT = handleRequest({ role: 'editor', body: saveDraftRequestSchema }, ({ session, params, body }) =>
  saveDraft(session, params.pipelineId, body),
);
