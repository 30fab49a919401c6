import type { Grid } from '#core/contracts/pipelines.ts';

/**
 * The row of the input that a row of the output comes from, as far as its values tell: the one that agrees with it in
 * more columns than any other, and in at least half of those that both have. Null where that is no single row.
 */
export function findSourceRow(input: Grid, output: Grid, row: number): number | null {
  const shared = output.fields.flatMap(({ name }, column) => {
    const place = input.fields.findIndex((field) => field.name === name);
    return place === -1 ? [] : [{ place, value: toKey(output.rows[row]?.[column]) }];
  });
  let best: { readonly row: number; readonly agreed: number } | null = null;
  let rivals = 0;
  input.rows.forEach((values, candidate) => {
    const agreed = shared.filter(({ place, value }) => toKey(values[place]) === value).length;
    if (agreed < Math.max(1, shared.length / 2) || agreed < (best?.agreed ?? 0)) return;
    rivals = agreed === best?.agreed ? rivals + 1 : 0;
    best = { row: candidate, agreed };
  });
  const found = best as { row: number } | null;
  return found === null || rivals > 0 ? null : found.row;
}

function toKey(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
