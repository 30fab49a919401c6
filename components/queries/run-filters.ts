import type { RunStatus } from '#core/contracts/runs.ts';

/** Which runs to list; null or absent: all. */
export interface RunFilters {
  readonly pipelineId?: string | null;
  readonly status?: RunStatus | null;
}
