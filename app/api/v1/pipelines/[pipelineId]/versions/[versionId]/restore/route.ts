import { handleRequest } from '#app/api/handle-request.ts';
import { restoreVersionRequestSchema } from '#core/contracts/pipelines.ts';
import { restoreVersion } from '#core/pipelines/restore-version.ts';

export const POST = handleRequest({ role: 'editor', body: restoreVersionRequestSchema }, ({ session, params, body }) =>
  restoreVersion(session, params.pipelineId, params.versionId, body.baseRevision),
);
