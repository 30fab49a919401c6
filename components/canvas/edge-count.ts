/** Rows that pass an edge, and how many fewer the step before it let through. */
export interface EdgeCount {
  readonly rows: number;
  /** Rows that the step before took out; 0 when it has no or several inputs. */
  readonly dropped: number;
}

/** Stroke width in px for a number of rows: 1.5 for none, 4 from a million. */
export function widthForRows(rows: number): number {
  return 1.5 + Math.min(2.5, (Math.log10(Math.max(1, rows)) / 6) * 2.5);
}
