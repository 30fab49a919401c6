import type { Plan, PlanInput, PlanStep } from '#core/compiler/plan.ts';

/** The steps that targets read from, directly or not: what a run executes. */
export function keepRunningSteps(plan: Plan): Plan {
  const targets = plan.steps.filter((step) => step.role === 'target').map((step) => step.nodeId);
  return checkFirst(keepSteps(plan, targets));
}

/** Where a check may stop the run, nothing is written before all checks have passed. */
function checkFirst({ steps }: Plan): Plan {
  const mayStop = steps.some((step) => step.role === 'transform' && step.checks?.mayStop);
  if (!mayStop) return { steps };
  const isTarget = ({ role }: PlanStep) => role === 'target';
  return { steps: [...steps.filter((step) => !isTarget(step)), ...steps.filter(isTarget)] };
}

/** The steps that the given nodes read from, themselves included, in order. */
export function keepSteps(plan: Plan, nodeIds: readonly string[]): Plan {
  const needed = new Set(nodeIds);
  for (const step of plan.steps.toReversed()) {
    if (needed.has(step.nodeId)) for (const input of inputsOf(step)) needed.add(input.nodeId);
  }
  return { steps: plan.steps.filter((step) => needed.has(step.nodeId)) };
}

export function inputsOf(step: PlanStep): readonly PlanInput[] {
  if (step.role === 'source') return [];
  return step.role === 'target' ? [step.input] : step.inputs;
}
