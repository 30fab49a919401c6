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
  /** Requests to an API; 0 for databases and files. */
  readonly requests: number;
  /** Code of the error with which a mirror would halt. */
  readonly halts: string | null;
}
