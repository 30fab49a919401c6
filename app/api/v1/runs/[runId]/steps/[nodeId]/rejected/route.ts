import { z } from 'zod';
import { handleRequest } from '#app/api/handle-request.ts';
import { presentReason } from '#core/platform/present-error.ts';
import { readRejectedRows } from '#core/runs/read-rejected-rows.ts';

const query = z.object({
  offset: z.coerce.number().int().min(0).max(1e12).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const GET = handleRequest({ role: 'viewer', query }, async ({ session, params, query, locale }) => {
  const { runId, nodeId } = params;
  const { rows, total } = await readRejectedRows({ workspaceId: session.workspaceId, runId, nodeId, ...query });
  return { rows: rows.map((row) => ({ ...row, message: presentReason(row, locale) })), total };
});
