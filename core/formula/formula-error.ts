import type { Span } from './formula-node.ts';

/**
 * Why a formula cannot be used. The sentence is `formula.errors.<code>` in the messages.
 * `suggestion`, when given, is formula text that replaces `source.slice(start, end)`.
 */
export interface FormulaError extends Span {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly suggestion?: string;
}

/** Carries a FormulaError out of nested parsing and checking; never leaves this room. */
export class FormulaFailure extends Error {
  readonly formulaError: FormulaError;

  constructor(code: string, span: Span, params: FormulaError['params'] = {}, suggestion?: string) {
    super(code);
    const { start, end } = span;
    // Messages say the fix too, so every error has the parameter, `none` meaning there is no fix to offer.
    const allParams = { ...params, fix: suggestion ?? 'none' };
    this.formulaError = { code, params: allParams, start, end, ...(suggestion === undefined ? {} : { suggestion }) };
  }
}

/** Runs `work`, turning a FormulaFailure into its error. */
export function catchFormulaError<T>(work: () => T): T | { error: FormulaError } {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof FormulaFailure) return { error: failure.formulaError };
    throw failure;
  }
}
