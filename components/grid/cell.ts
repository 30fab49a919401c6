/** A place in a grid; row -1 is the header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The id of the element that shows a cell; `grid` is the grid's own. */
export function cellId(grid: string, { row, column }: Cell): string {
  return `${grid}-${row}-${column}`;
}

/** The cell that an element belongs to, by its `data-row` and `data-column`. */
export function findCell(target: EventTarget): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  return cell === null ? null : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
