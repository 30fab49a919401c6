import type { Sql } from '#core/compiler/sql.ts';
import type { FieldType } from '#core/graph/field-type.ts';

export type FormulaCategory = 'logic' | 'text' | 'number' | 'date' | 'conversion' | 'list' | 'marketing' | 'web';

/**
 * What blank arguments do. `blank`: any blank argument gives blank. `empty-text`: blank joins as empty text.
 * `ignored`: blanks are left out. `false`: blank counts as FALSE. `inspected`: the function is about blanks, or
 * returns one of its arguments as it is.
 */
export type NullPolicy = 'blank' | 'empty-text' | 'ignored' | 'false' | 'inspected';

export interface FormulaParameter {
  readonly name: string;
  /** Accepted types; `any` is every type. */
  readonly accepts: readonly FieldType[] | 'any';
  readonly optional?: true;
  /** Consecutive variadic parameters repeat together. */
  readonly variadic?: true;
  /** Must be written as a literal, because it is checked or translated when the formula is compiled. */
  readonly constant?: true;
  /** Arguments with the same label are brought to one type. */
  readonly sameTypeAs?: string;
}

/** The moment the formula is compiled for, as `YYYY-MM-DD` and as an instant in ISO 8601. */
export interface FormulaClock {
  readonly today: string;
  readonly now: string;
}

/** What is known about a call once its arguments are checked. */
export interface FormulaCall {
  readonly types: readonly FieldType[];
  /** Values of constant arguments, as written without quotes. */
  readonly constants: readonly (string | undefined)[];
  readonly clock: FormulaClock;
}

export interface FormulaExample {
  readonly formula: string;
  readonly result: string | number | boolean | null;
}

export interface CallProblem {
  readonly argument: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly suggestion?: string;
}

export interface FormulaFunction {
  /** English; what formulas are stored with. */
  readonly name: string;
  /** Other names it is called by; the first is the Spanish one. */
  readonly aliases: readonly string[];
  readonly category: FormulaCategory;
  readonly parameters: readonly FormulaParameter[];
  readonly result: FieldType | ((call: FormulaCall) => FieldType);
  readonly nulls: NullPolicy;
  /** Further checks of constant arguments. */
  readonly check?: (call: FormulaCall) => CallProblem | undefined;
  /** SQL of exactly the result type that never fails at run time. */
  readonly lower: (args: readonly Sql[], call: FormulaCall) => Sql;
  readonly examples: readonly FormulaExample[];
}

export const numeric: readonly FieldType[] = ['integer', 'decimal', 'number'];
export const temporal: readonly FieldType[] = ['date', 'datetime'];
export const scalar: readonly FieldType[] = ['text', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime'];

/** An argument that the function's definition makes certain to be there. */
export function argument(args: readonly Sql[], index: number): Sql {
  const arg = args[index];
  if (arg === undefined) throw new RangeError(`Argument ${index} is missing`);
  return arg;
}
