import { handleRequest } from '#app/api/handle-request.ts';
import { keepRuleRequestSchema } from '#core/contracts/rejected.ts';
import { keepRule } from '#core/pipelines/keep-rule.ts';
import { translate } from '#core/platform/translate.ts';

export const POST = handleRequest(
  { role: 'editor', body: keepRuleRequestSchema },
  ({ session, params: { runId, nodeId }, body, locale }) => {
    const name = translate(locale, 'app', 'rejected.fixStep', { column: body.column }) ?? body.column;
    return keepRule(session, { runId, nodeId }, body, name.slice(0, 120));
  },
);
