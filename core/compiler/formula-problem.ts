import type { FormulaError } from '#core/formula/formula-error.ts';
import type { NodeProblem } from './lowering.ts';

/**
 * Places a formula's error on a settings field. The sentence is `formula.errors.<formulaCode>` with the same params;
 * `start` and `end` are offsets into the formula. `suggestion` replaces that part of it, not the whole value.
 */
export function formulaProblem({ code, params, start, end, suggestion }: FormulaError, path: string): NodeProblem {
  return {
    code: 'formula_invalid',
    params: { ...params, formulaCode: code, start, end },
    field: path,
    severity: 'error',
    ...(suggestion !== undefined && { suggestion }),
  };
}
