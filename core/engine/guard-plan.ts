import type { Plan, PlanStep } from '#core/compiler/plan.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EngineSession } from './engine-session.ts';
import { guardExpertSql } from './guard-expert-sql.ts';

/** The plan with the queries of users released to run; throws `sql_*` on the node whose query is not let through. */
export async function guardPlan(session: EngineSession, plan: Plan): Promise<Plan> {
  const steps: PlanStep[] = [];
  for (const step of plan.steps) steps.push(await guardStep(session, step));
  return { steps };
}

/** `guardPlan` for one step. */
export async function guardStep<Step extends PlanStep>(session: EngineSession, step: Step): Promise<Step> {
  if (step.role !== 'transform') return step;
  try {
    const outputs = [];
    for (const output of step.outputs) outputs.push({ ...output, query: await guardExpertSql(session, output.query) });
    return { ...step, outputs };
  } catch (error) {
    throw error instanceof TelarError ? error.onNode(step.nodeId) : error;
  }
}
