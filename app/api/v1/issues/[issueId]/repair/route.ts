import { handleRequest } from '#app/api/handle-request.ts';
import { repairRequestSchema } from '#core/contracts/repairs.ts';
import { describeRepair } from '#core/issues/repair/describe-repair.ts';
import { repairIssue } from '#core/issues/repair/repair-issue.ts';

export const GET = handleRequest({ role: 'editor' }, ({ session, params, locale }) =>
  describeRepair(session.workspaceId, params.issueId, locale),
);

export const POST = handleRequest(
  { role: 'editor', body: repairRequestSchema, status: 202 },
  ({ session, params, body, locale }) => repairIssue(session, params.issueId, body, locale),
);
