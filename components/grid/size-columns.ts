const characterWidth = 7.3;
const measuredRows = 40;

/** Widths in px that fit the names and the first rows, between `least` and 280. */
export function sizeColumns<Row>(
  names: readonly string[],
  rows: readonly Row[],
  textOf: (row: Row, column: number) => string | null,
  least = 72,
): number[] {
  return names.map((name, column) => {
    const lengths = rows.slice(0, measuredRows).map((row) => textOf(row, column)?.length ?? 5);
    return Math.round(Math.min(280, Math.max(least, Math.max(name.length + 4, ...lengths) * characterWidth + 20)));
  });
}
