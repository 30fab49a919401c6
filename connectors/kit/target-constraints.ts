/** What a target lets into its columns, as it says itself before a row is sent. */
export interface TargetConstraints {
  /** Whether rows with a blank key, and of several with one key all but the last, are refused. */
  readonly judgesKeys: boolean;
  readonly columns: readonly ColumnConstraint[];
  readonly checks: readonly RowCheck[];
  /** Fields whose values must differ from row to row, where rows are only added. */
  readonly unique: readonly (readonly string[])[];
  /** Rules that only the target itself can judge, as it calls them. */
  readonly unchecked: readonly string[];
}

/** Limits of the column that a field goes into; null: there is none. */
export interface ColumnConstraint {
  readonly field: string;
  readonly required: boolean;
  /** Characters of a text. */
  readonly maxLength: number | null;
  /** Spaces beyond the length are cut off without a word. */
  readonly cutsSpaces: boolean;
  /** Whole numbers, both included. */
  readonly range: { readonly min: bigint; readonly max: bigint } | null;
  readonly precision: { readonly digits: number; readonly scale: number } | null;
  readonly allowed: readonly string[] | null;
  /** Some part of the text must match. */
  readonly pattern: string | null;
  /** The text must be one of these. */
  readonly format: 'uuid' | null;
}

/** A condition that every row must not break; one that is unknown because of a blank is not broken. */
export interface RowCheck {
  readonly name: string;
  readonly test: CheckTest;
}

export type CheckTest =
  | { readonly kind: 'all' | 'any'; readonly tests: readonly CheckTest[] }
  | { readonly kind: 'not'; readonly test: CheckTest }
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly left: CheckValue;
      readonly right: CheckValue;
    }
  | { readonly kind: 'among'; readonly value: CheckValue; readonly values: readonly CheckValue[] }
  | { readonly kind: 'blank'; readonly value: CheckValue }
  /** `%` and `_` as in SQL. */
  | { readonly kind: 'like'; readonly value: CheckValue; readonly pattern: string; readonly ignoreCase: boolean }
  | { readonly kind: 'matches'; readonly value: CheckValue; readonly pattern: string };

export const compareOperators = ['=', '<>', '<', '<=', '>', '>='] as const;

export type CompareOperator = (typeof compareOperators)[number];

export type CheckValue =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'text' | 'number' | 'date'; readonly value: string }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'call'; readonly name: 'length' | 'lower' | 'upper' | 'trim' | 'abs'; readonly of: CheckValue };
