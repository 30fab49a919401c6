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

/**
 * The steps that the given nodes read from, themselves included, in order. What only gives relations that are `held`
 * already is not needed.
 */
export function keepSteps(plan: Plan, nodeIds: readonly string[], held: ReadonlySet<string> = new Set()): Plan {
  const needed = new Set(nodeIds);
  for (const step of plan.steps.toReversed()) {
    if (!needed.has(step.nodeId) || isHeld(step, held)) continue;
    for (const { relation, nodeId } of inputsOf(step)) if (!held.has(relation)) needed.add(nodeId);
  }
  return { steps: plan.steps.filter((step) => needed.has(step.nodeId)) };
}

/** Whether all that a step gives is there without it. */
export function isHeld(step: PlanStep, held: ReadonlySet<string>): boolean {
  const relations = relationsOf(step);
  return relations.length > 0 && relations.every((relation) => held.has(relation));
}

export function relationsOf(step: PlanStep): string[] {
  if (step.role === 'source') return [step.relation];
  return step.role === 'target' ? [] : step.outputs.map(({ relation }) => relation);
}

export function inputsOf(step: PlanStep): readonly PlanInput[] {
  if (step.role === 'source') return [];
  return step.role === 'target' ? [step.input] : step.inputs;
}
