import { handleRequest } from '#app/api/handle-request.ts';
import { heldRequestSchema } from '#core/contracts/runs.ts';
import { giveUpHeldRows, retryHeldRows } from '#core/runs/held-rows/change-held-rows.ts';

export const POST = handleRequest(
  { role: 'editor', body: heldRequestSchema, status: 202 },
  async ({ session: { workspaceId }, params: { runId, nodeId }, body: { action } }) => {
    await (action === 'retry' ? retryHeldRows : giveUpHeldRows)({ workspaceId, runId, nodeId });
    return {};
  },
);
