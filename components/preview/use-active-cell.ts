import { type KeyboardEvent, useCallback, useState } from 'react';
import type { Grid } from '#core/contracts/pipelines.ts';

/** A place in a grid; row -1 is the header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const steps: Readonly<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  PageUp: { row: -10, column: 0 },
  PageDown: { row: 10, column: 0 },
  Home: { row: 0, column: Number.NEGATIVE_INFINITY },
  End: { row: 0, column: Number.POSITIVE_INFINITY },
};

interface ActiveCellOptions {
  readonly grid: Grid;
  /** Brings a cell into view. */
  readonly reveal: (cell: Cell) => void;
  readonly onRow: ((row: number | null) => void) | undefined;
  /** Enter on a cell; the space bar too, where rows are not picked by it. */
  readonly onOpen: (cell: Cell) => void;
  readonly onPick?: ((row: number) => void) | undefined;
}

/** The one cell of a grid that keys act on; null until someone goes into the grid. */
export function useActiveCell({ grid, reveal, onRow, onOpen, onPick }: ActiveCellOptions) {
  const [active, setActive] = useState<Cell | null>(null);
  const activate = useCallback(
    (cell: Cell | null) => {
      setActive(cell);
      onRow?.(cell === null || cell.row < 0 ? null : cell.row);
    },
    [onRow],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const from = active ?? { row: -1, column: 0 };
      const next = {
        row: clamp(from.row + step.row, -1, grid.rows.length - 1),
        column: clamp(from.column + step.column, 0, grid.fields.length - 1),
      };
      activate(next);
      reveal(next);
    } else if (active !== null && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      if (event.key === ' ' && onPick !== undefined && active.row >= 0) onPick(active.row);
      else onOpen(active);
    }
  };
  return { active, activate, onKeyDown };
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value));
}
