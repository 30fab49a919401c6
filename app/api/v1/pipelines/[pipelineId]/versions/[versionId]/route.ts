import { handleRequest } from '#app/api/handle-request.ts';
import { renameVersionRequestSchema } from '#core/contracts/pipelines.ts';
import { getVersion, renameVersion } from '#core/pipelines/get-version.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params }) =>
  getVersion(session.workspaceId, params.pipelineId, params.versionId),
);

export const PATCH = handleRequest({ role: 'editor', body: renameVersionRequestSchema }, ({ session, params, body }) =>
  renameVersion(session.workspaceId, params.pipelineId, params.versionId, body.name),
);
