import { z } from 'zod';
import { handleRequest } from '#app/api/handle-request.ts';
import { sendDownload } from '#app/api/send-download.ts';
import { rejectedFilterSchema } from '#core/contracts/rejected.ts';
import { exportRejected } from '#core/runs/rejected/export-rejected.ts';

const query = z.object({ ...rejectedFilterSchema.shape, mark: z.enum(['yes', 'no']).default('no') });

/** The rows as CSV; `mark=yes` begins with a byte order mark, which spreadsheets on Windows need. */
export const GET = handleRequest({ role: 'viewer', query }, async ({ session, params, query, locale }) => {
  const { runId, nodeId } = params;
  const { mark, ...filter } = query;
  const scope = { workspaceId: session.workspaceId, runId, nodeId };
  const exported = await exportRejected(scope, filter, { locale, byteOrderMark: mark === 'yes' });
  return sendDownload({ name: `rejected-${nodeId}-${runId}.csv`, ...exported });
});
