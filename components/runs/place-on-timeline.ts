import type { RunStepView } from '#core/contracts/runs.ts';

type Times = Pick<RunStepView, 'startedAt' | 'finishedAt'>;

/**
 * Where a step lies within its run, both as shares from 0 to 1; null before it starts.
 * A step that goes on reaches to the newest moment that the run knows of.
 */
export function placeOnTimeline(
  run: Times & { readonly steps: readonly Times[] },
  step: Times,
): { start: number; share: number } | null {
  if (step.startedAt === null) return null;
  const moments = [run, ...run.steps].flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]);
  const known = moments.filter((moment) => moment !== null).map((moment) => Date.parse(moment));
  const first = Math.min(...known);
  const span = Math.max(Math.max(...known) - first, 1);
  const start = (Date.parse(step.startedAt) - first) / span;
  const end = step.finishedAt === null ? 1 : (Date.parse(step.finishedAt) - first) / span;
  return { start: Math.min(start, 0.99), share: Math.max(end - start, 0) };
}
