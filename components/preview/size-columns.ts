import type { Grid } from '#core/contracts/pipelines.ts';
import { formatCell } from './format-cell.ts';

const characterWidth = 7.3;

/** Widths in px that fit the names and the first rows, between 72 and 280. */
export function sizeColumns(grid: Grid): number[] {
  return grid.fields.map(({ name, type }, column) => {
    const lengths = grid.rows.slice(0, 40).map((row) => formatCell(row[column], type)?.length ?? 0);
    const widest = Math.max(name.length + 4, ...lengths);
    return Math.round(Math.min(280, Math.max(72, widest * characterWidth + 20)));
  });
}
