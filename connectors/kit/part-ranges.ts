import type { DivisionWish, PartRange } from './connector.ts';

/** Sources with fewer rows are read as one where nobody says otherwise: a stream costs less than files. */
const minRows = 2_000_000;
const rowsPerPart = 250_000;
const maxParts = 16;

/** How many parts a source of about so many rows is read in. */
export function countParts(wish: DivisionWish['parts'], rows: number): number {
  if (wish !== 'automatic') return wish;
  return rows < minRows ? 1 : Math.min(maxParts, Math.ceil(rows / rowsPerPart));
}

/** The ranges before, between and after the bounds, each with what they have in common: they leave nothing out. */
export function rangesBetween(bounds: readonly string[], common: PartRange): PartRange[] {
  return [...bounds, null].map((to, index) => ({ ...common, from: bounds[index - 1] ?? null, to }));
}
