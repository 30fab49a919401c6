import { handleRequest } from '#app/api/handle-request.ts';
import { saveBudgetRequestSchema } from '#core/contracts/budgets.ts';
import { readBudget } from '#core/egress/limits/read-budget.ts';
import { saveBudget } from '#core/egress/limits/save-budget.ts';

export const GET = handleRequest({ role: 'viewer' }, ({ session, params }) => readBudget(session, params.connectionId));

export const PUT = handleRequest(
  { role: 'admin', body: saveBudgetRequestSchema },
  async ({ session, params, body }) => {
    await saveBudget(session, params.connectionId, body);
    return readBudget(session, params.connectionId);
  },
);
