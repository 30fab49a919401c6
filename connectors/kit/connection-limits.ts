/** At most so many requests in any window of that length. */
export interface RequestLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** What a connection may take, as declared by its connector or decided by an admin. */
export interface ConnectionLimits {
  readonly windows: readonly RequestLimit[];
  /** Requests under way at once, over all processes; null: as many as there are. */
  readonly maxConcurrent: number | null;
}
