import type { RunComparison } from '#core/contracts/run-comparison.ts';
import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';

/** One step in both runs; null where that run did not have it. */
export interface ComparedStep {
  readonly nodeId: string;
  readonly name: string;
  readonly now: StepFacts | null;
  readonly before: StepFacts | null;
  readonly columns: RunComparison['columns'][string] | null;
  /** Whether anything but the time it took differs. */
  readonly differs: boolean;
}

export interface StepFacts {
  readonly status: RunStepView['status'];
  readonly in: number;
  /** What a target loaded, else what came out. */
  readonly out: number;
  readonly rejected: number;
  /** Milliseconds; null where it did not run to its end. */
  readonly durationMs: number | null;
}

type Compared = Pick<RunDetail, 'steps' | 'graph'>;

/** The steps of both runs in the order of the newer one, those that are gone last. */
export function compareSteps(run: Compared, good: Compared, columns: RunComparison['columns']): ComparedStep[] {
  const before = new Map(good.steps.map((step) => [step.nodeId, step]));
  const now = new Map(run.steps.map((step) => [step.nodeId, step]));
  const nameOf = (nodeId: string) =>
    [run, good].map(({ graph }) => graph.nodes.find(({ id }) => id === nodeId)?.name).find(Boolean) ?? nodeId;
  return [...new Set([...now.keys(), ...before.keys()])].map((nodeId) => {
    const [one, other] = [readFacts(now.get(nodeId)), readFacts(before.get(nodeId))];
    const change = columns[nodeId] ?? null;
    return {
      nodeId,
      name: nameOf(nodeId),
      now: one,
      before: other,
      columns: change,
      differs: isDifferent(one, other) || change !== null,
    };
  });
}

function readFacts(step: RunStepView | undefined): StepFacts | null {
  if (step === undefined) return null;
  const { status, rowsIn, rowsOut, rowsLoaded, rowsRejected, startedAt, finishedAt } = step;
  const durationMs = startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  return { status, in: rowsIn, out: rowsLoaded > 0 ? rowsLoaded : rowsOut, rejected: rowsRejected, durationMs };
}

function isDifferent(now: StepFacts | null, before: StepFacts | null): boolean {
  if (now === null || before === null) return true;
  return (
    now.status !== before.status || now.in !== before.in || now.out !== before.out || now.rejected !== before.rejected
  );
}

/** By how much a number has changed, as a share of what it was; null where that says nothing. */
export function shareOfChange(now: number, before: number): number | null {
  return before === 0 || now === before ? null : (now - before) / before;
}
