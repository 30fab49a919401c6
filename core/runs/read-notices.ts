import { composeStepQuery } from '#core/compiler/compose-query.ts';
import type { Plan, TransformStep } from '#core/compiler/plan.ts';
import { renderSql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { StepWarning } from './save-step.ts';

/** What is worth telling of the rows of a step, such as how many of them a lookup did not find. */
export async function readNotices(
  session: EngineSession,
  plan: Plan,
  step: TransformStep,
  stored: ReadonlySet<string>,
): Promise<StepWarning[]> {
  if (step.notices === undefined) return [];
  const { rows } = await session.queryRows(renderSql(composeStepQuery(plan, step, step.notices, stored)));
  return rows.flatMap(([code, count, total]) =>
    Number(count) > 0 ? [{ code: String(code), params: { count: Number(count), total: Number(total) } }] : [],
  );
}
