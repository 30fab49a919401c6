import { handleRequest } from '#app/api/handle-request.ts';
import { sqlColumnsRequestSchema } from '#core/contracts/pipelines.ts';
import { findPipeline } from '#core/pipelines/find-pipeline.ts';
import { describeSql } from '#core/runs/describe-sql.ts';

export const POST = handleRequest(
  { role: 'viewer', body: sqlColumnsRequestSchema },
  async ({ session, params, body }) => {
    await findPipeline(session.workspaceId, params.pipelineId);
    return { columns: await describeSql(body.graph, body.nodeId) };
  },
);
