import type { RunStepView } from '#core/contracts/runs.ts';

type Times = Pick<RunStepView, 'startedAt' | 'finishedAt'>;

/**
 * Where a step lies within its run, both as shares from 0 to 1; null before it starts.
 * While the run goes on its line reaches to `now` (milliseconds since 1970).
 */
export function placeOnTimeline(
  run: Times & { readonly steps: readonly Times[] },
  step: Times,
  now: number,
): { start: number; share: number } | null {
  if (step.startedAt === null) return null;
  const moments = [run, ...run.steps].flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]);
  const known = moments.filter((moment) => moment !== null).map((moment) => Date.parse(moment));
  if (run.finishedAt === null) known.push(now);
  const first = Math.min(...known);
  const span = Math.max(Math.max(...known) - first, 1);
  const start = (Date.parse(step.startedAt) - first) / span;
  const end = step.finishedAt === null ? 1 : (Date.parse(step.finishedAt) - first) / span;
  return { start: Math.min(start, 0.99), share: Math.max(end - start, 0) };
}
