import type { StepStatus } from '#core/contracts/runs.ts';

/** Border of a node by what its step does; none where nothing has happened. */
export function toneOfStep(status: StepStatus | null): string | undefined {
  if (status === 'running') return 'border-running ring-1 ring-running';
  if (status === 'failed') return 'border-error ring-1 ring-error';
  if (status === 'succeeded') return 'border-success/70';
  return undefined;
}
