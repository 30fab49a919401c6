import type { Grid } from '#core/contracts/pipelines.ts';

export type ColumnChange = 'new' | 'retyped' | 'same';

/** How each output column differs from the input columns of the same name. */
export function compareColumns(inputs: readonly Grid[], output: Grid): ColumnChange[] {
  const known = new Map(inputs.flatMap((grid) => grid.fields.map((field) => [field.name, field.type] as const)));
  return output.fields.map(({ name, type }) => {
    const before = known.get(name);
    if (before === undefined) return inputs.length === 0 ? 'same' : 'new';
    return before === type ? 'same' : 'retyped';
  });
}

/**
 * Whether a cell differs from the same place of the input, for steps that keep rows in order.
 * Null when rows cannot be set side by side: another number of rows, or more than one input.
 */
export function createCellComparison(
  inputs: readonly Grid[],
  output: Grid,
): ((row: number, column: number) => boolean) | null {
  const input = inputs[0];
  if (input === undefined || inputs.length > 1 || input.rowCount !== output.rowCount) return null;
  const places = output.fields.map((field) => input.fields.findIndex(({ name }) => name === field.name));
  return (row, column) => {
    const place = places[column] ?? -1;
    if (place === -1) return false;
    return !isSameValue(input.rows[row]?.[place], output.rows[row]?.[column]);
  };
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
