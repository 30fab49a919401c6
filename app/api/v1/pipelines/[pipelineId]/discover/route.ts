import { handleRequest } from '#app/api/handle-request.ts';
import { parseInput } from '#app/api/read-json-body.ts';
import { checkAccess } from '#core/connections/check-access.ts';
import { discoverRequestSchema } from '#core/contracts/pipelines.ts';
import { type NodeKind, nodeKinds } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { discoverSource } from '#core/runs/discover-source.ts';

export const POST = handleRequest(
  { role: 'editor', body: discoverRequestSchema },
  async ({ request, session, params, locale, body: { body, ...source } }) => {
    const { id: pipelineId, workspaceId } = await findPipeline(session.workspaceId, params.pipelineId);
    if (nodeKinds.includes(source.kind as NodeKind)) {
      const definition = getNodeDefinition(source.kind as NodeKind);
      parseInput({ ...definition.defaults, ...source.settings }, definition.settings, locale);
    }
    await checkAccess(session, [source.settings]);
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(120_000)]);
    const { userId } = session;
    return discoverSource({ workspaceId, pipelineId, userId, signal, ...source, ...(body !== undefined && { body }) });
  },
);
