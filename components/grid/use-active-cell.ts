import { type KeyboardEvent, useCallback, useState } from 'react';
import type { Cell } from './cell.ts';

const moves: Readonly<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  PageUp: { row: -15, column: 0 },
  PageDown: { row: 15, column: 0 },
  Home: { row: 0, column: Number.NEGATIVE_INFINITY },
  End: { row: 0, column: Number.POSITIVE_INFINITY },
};
/** With a modifier a step goes to the very end. */
const leap = 1_000_000;

interface ActiveCellOptions {
  readonly rows: number;
  readonly columns: number;
  /** -1 where the header is walked too. */
  readonly firstRow: -1 | 0;
  /** Brings a cell into view. */
  readonly reveal: (cell: Cell, from: Cell | null) => void;
  readonly onActive?: ((cell: Cell | null) => void) | undefined;
}

/** The one cell of a grid that keys act on; null until someone goes into the grid. */
export function useActiveCell({ rows, columns, firstRow, reveal, onActive }: ActiveCellOptions) {
  const [active, setActive] = useState<Cell | null>(null);
  const activate = useCallback(
    (cell: Cell | null) => {
      setActive(cell);
      onActive?.(cell);
    },
    [onActive],
  );
  const go = ({ row, column }: Cell) => {
    const next = { row: clamp(row, firstRow, rows - 1), column: clamp(column, 0, columns - 1) };
    activate(next);
    reveal(next, active);
  };
  /** Walks as the key says; false where it says nothing of the kind. */
  const walk = (event: KeyboardEvent): boolean => {
    const move = moves[event.key];
    if (move === undefined || event.altKey) return false;
    event.preventDefault();
    const from = active ?? { row: move.row > 0 ? -1 : firstRow, column: 0 };
    const times = event.metaKey || event.ctrlKey ? leap : 1;
    go({ row: from.row + move.row * times, column: from.column + move.column * times });
    return true;
  };
  return { active, activate, go, walk };
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value));
}
