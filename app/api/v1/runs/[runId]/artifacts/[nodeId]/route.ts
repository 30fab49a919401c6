import { handleRequest } from '#app/api/handle-request.ts';
import { sendDownload } from '#app/api/send-download.ts';
import { openArtifact } from '#core/runs/open-artifact.ts';

export const GET = handleRequest({ role: 'viewer' }, async ({ session, params }) =>
  sendDownload(await openArtifact(session.workspaceId, params.runId, params.nodeId)),
);
