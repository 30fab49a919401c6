import type { TargetStep } from '#core/compiler/plan.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { finishStep, isOfTargetAlone } from '../execute-plan.ts';
import { loadTarget } from '../load-target.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { openHeld } from './hold-rows.ts';

/** How an attempt at the held rows of a target went: null is well. */
export interface RetryOutcome {
  readonly nodeId: string;
  readonly failure: TelarError | null;
}

export interface RetriedTarget {
  readonly nodeId: string;
  readonly blobKey: string | null;
  readonly rows: bigint;
}

/** Sends held rows to their targets, under the keys of the run they belong to: what was taken before is not sent again. */
export async function retryTargets(
  execution: PlanExecution,
  targets: readonly RetriedTarget[],
): Promise<RetryOutcome[]> {
  const outcomes: RetryOutcome[] = [];
  for (const target of targets) {
    const { nodeId } = target;
    const step = execution.plan.steps.find((each) => each.nodeId === nodeId && each.role === 'target');
    await execution.recorder.start(nodeId);
    const failure = await retryTarget(execution, step as TargetStep | undefined, target).catch(
      async (error: unknown) => {
        const placed = error instanceof TelarError ? error.onNode(nodeId) : error;
        if (!isOfTargetAlone(execution, placed)) throw placed;
        await execution.recorder.failStep(nodeId, placed, { rowsIn: Number(target.rows) });
        return placed;
      },
    );
    outcomes.push({ nodeId, failure });
  }
  return outcomes;
}

async function retryTarget(
  execution: PlanExecution,
  step: TargetStep | undefined,
  { blobKey, rows }: RetriedTarget,
): Promise<null> {
  const query = blobKey === null ? null : await openHeld(execution, blobKey);
  if (query === null || step === undefined) throw new TelarError('held_rows_gone', { actor: 'user', status: 409 });
  // Somebody may have been erased from them since: they are counted as they leave.
  const options = { rowsKnown: null, rowsExpected: Number(rows), mayKeep: true };
  const { counts } = await loadTarget(execution, step, query, options);
  await finishStep(execution, step, counts, { warnings: execution.drift.warningsOf(step.nodeId) });
  return null;
}
