/** A value of a preview row, as `gridSchema` describes it. */
export type Cell = unknown;

export type Row = readonly Cell[];

/** What a row should give, as a person typed it. */
export interface Example {
  /** Place of the row among all rows. */
  readonly row: number;
  readonly result: string;
}

/** A small formula and what it gives for every row; null is blank. The lower the cost, the simpler it is. */
export interface Piece {
  readonly formula: string;
  readonly cost: number;
  readonly values: readonly (string | null)[];
}

/** Some formula over one field, and what it makes of the field's value as text. */
export interface Way {
  readonly formula: string;
  readonly cost: number;
  readonly take: (text: string) => string | null;
}
