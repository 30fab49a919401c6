import { formatCell } from '#components/preview/format-cell.ts';
import { findPersonalColumns, maskValue } from '#components/preview/personal-data.ts';
import type { Grid } from '#core/contracts/pipelines.ts';

/** A text such as the body of a request with the values of columns that tell who somebody is hidden, as the grid does. */
export function hideValues(text: string, grid: Grid): string {
  const personal = findPersonalColumns(grid);
  const values = new Set(
    grid.rows.flatMap((row) =>
      row.flatMap((cell, column) =>
        personal[column] ? (formatCell(cell, grid.fields[column]?.type ?? 'text') ?? []) : [],
      ),
    ),
  );
  // Only whole texts are values: a name may also be part of another text.
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => {
    const value = readText(quoted);
    return value !== null && values.has(value) ? JSON.stringify(maskValue(value)) : quoted;
  });
}

function readText(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}
