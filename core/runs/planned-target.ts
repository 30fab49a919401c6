import type { CountedRefusal } from './forecast/find-refusals.ts';

/** What a run would do to one target. */
export interface PlannedTarget {
  readonly nodeId: string;
  readonly rows: number;
  readonly creates: number;
  readonly updates: number;
  readonly removes: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly rejected: number;
  /** Why, as far as it is known. */
  readonly reasons: readonly Omit<CountedRefusal, 'fault'>[];
  /** Requests to an API; 0 for databases and files. */
  readonly requests: number;
  /** Code of the error with which a mirror would halt. */
  readonly halts: string | null;
}
