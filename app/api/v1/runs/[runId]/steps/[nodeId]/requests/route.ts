import { z } from 'zod';
import { handleRequest } from '#app/api/handle-request.ts';
import { readSentRequests } from '#core/runs/kept-rows/read-sent-requests.ts';

const query = z.object({ row: z.coerce.number().int().min(1).max(1e12).default(1) });

export const GET = handleRequest(
  { role: 'viewer', query },
  async ({ session, params: { runId, nodeId }, query: { row }, locale }) => ({
    requests: await readSentRequests({ workspaceId: session.workspaceId, runId, nodeId, row }, locale),
  }),
);
