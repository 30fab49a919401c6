import { handleRequest } from '#app/api/handle-request.ts';
import { repairPlanRequestSchema } from '#core/contracts/repairs.ts';
import { planRepair } from '#core/issues/repair/repair-issue.ts';

export const POST = handleRequest(
  { role: 'editor', body: repairPlanRequestSchema },
  ({ request, session, params, body, locale }) =>
    planRepair(session, params.issueId, body, {
      locale,
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(600_000)]),
    }),
);
