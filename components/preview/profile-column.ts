import type { Grid } from '#core/contracts/pipelines.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import { formatCell } from './format-cell.ts';

/** What the values of one column are like, in the rows that are shown. */
export interface ColumnProfile {
  readonly rows: number;
  readonly blank: number;
  /** Different values among those that are not blank. */
  readonly distinct: number;
  /** The most frequent values, as the grid shows them, most frequent first. */
  readonly common: readonly { readonly value: string; readonly rows: number }[];
  /** Rows per part of the way from the lowest value to the highest; null for values that have no such way. */
  readonly histogram: readonly number[] | null;
  readonly lowest: string | null;
  readonly highest: string | null;
}

const parts = 12;
const commonValues = 5;

export function profileColumn(grid: Grid, column: number): ColumnProfile {
  const type = grid.fields[column]?.type ?? 'text';
  const counts = new Map<string, number>();
  let blank = 0;
  for (const row of grid.rows) {
    const text = formatCell(row[column], type);
    if (text === null) blank += 1;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  const common = ranked.slice(0, commonValues).map(([value, rows]) => ({ value, rows }));
  return { rows: grid.rows.length, blank, distinct: counts.size, common, ...spread([...counts], type) };
}

function spread(counts: [string, number][], type: FieldType) {
  const placed = counts
    .map(([text, rows]) => ({ text, rows, at: toNumber(text, type) }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  const [first, last] = [placed[0], placed.at(-1)];
  if (first === undefined || last === undefined || first.at === last.at)
    return { histogram: null, lowest: null, highest: null };
  const histogram = Array.from({ length: parts }, () => 0);
  for (const { at, rows } of placed) {
    const part = Math.min(parts - 1, Math.floor(((at - first.at) / (last.at - first.at)) * parts));
    histogram[part] = (histogram[part] ?? 0) + rows;
  }
  return { histogram, lowest: first.text, highest: last.text };
}

/** Where a value lies among others of its type; not a number where the type has no order that can be drawn. */
function toNumber(text: string, type: FieldType): number {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'number':
      return Number(text);
    case 'date':
      return Date.parse(text);
    case 'datetime':
      return Date.parse(`${text.replace(' ', 'T')}Z`);
    default:
      return Number.NaN;
  }
}
