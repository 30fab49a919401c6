import type { Grid } from '#core/contracts/pipelines.ts';
import { parseFormula } from '#core/formula/parse-formula.ts';
import { referencedFields } from '#core/formula/referenced-fields.ts';

export interface FormulaResult {
  readonly row: number;
  readonly value: unknown;
  /** Blank although everything it is made of is there, and what that is. */
  readonly failedOn: readonly { readonly field: string; readonly value: unknown }[] | null;
}

const shownCount = 5;

/** The first results of a column; the last of them gives way to the first that failed, when none before it did. */
export function pickResults(formula: string, input: Grid, output: Grid, place: number): FormulaResult[] {
  const parsed = parseFormula(formula);
  const used = 'ast' in parsed ? referencedFields(parsed.ast) : [];
  const places = used.map((field) => ({ field, place: input.fields.findIndex(({ name }) => name === field) }));
  const results = output.rows.map((cells, row): FormulaResult => {
    const value = cells[place] ?? null;
    const sources = places.map(({ field, place: source }) => ({ field, value: input.rows[row]?.[source] ?? null }));
    const isFilled = sources.length > 0 && sources.every((source) => source.value !== null && source.value !== '');
    return { row, value, failedOn: value === null && isFilled ? sources : null };
  });
  const first = results.slice(0, shownCount);
  const failed = results.find(({ failedOn }) => failedOn !== null);
  return failed === undefined || first.includes(failed) ? first : [...first.slice(0, -1), failed];
}
