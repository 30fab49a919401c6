import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { parseBlock } from './parse-block.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A cell that is being written in; `text` is what stands in it at first. */
export interface Editing extends Cell {
  readonly text: string;
}

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

interface GridKeysOptions {
  readonly rows: number;
  readonly columns: number;
  readonly reveal: (cell: Cell) => void;
  readonly canEdit: (cell: Cell) => boolean;
  readonly textAt: (cell: Cell) => string | null;
  readonly onWrite: (cell: Cell, value: string | null) => void;
  readonly onPaste: (cell: Cell, block: string[][]) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onToggleRow: (row: number) => void;
}

/** The keys of a spreadsheet: arrows walk, Enter or F2 or a letter writes, Tab goes on, Escape takes back. */
export function useGridKeys(options: GridKeysOptions) {
  const [active, setActive] = useState<Cell | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const { reveal, canEdit, textAt, onWrite } = options;

  const go = ({ row, column }: Cell) => {
    const next = {
      row: Math.max(0, Math.min(options.rows - 1, row)),
      column: Math.max(0, Math.min(options.columns - 1, column)),
    };
    setActive(next);
    reveal(next);
    return next;
  };
  const edit = (cell: Cell, text = textAt(cell) ?? '') => {
    setActive(cell);
    if (canEdit(cell)) setEditing({ ...cell, text });
  };
  /** Ends writing; `step` is where to go on. */
  const finish = (text: string | null, step: Cell = { row: 0, column: 0 }) => {
    if (editing === null) return;
    const { row, column } = editing;
    setEditing(null);
    if (text !== null && text !== (textAt(editing) ?? '')) onWrite({ row, column }, text);
    go({ row: row + step.row, column: column + step.column });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || options.rows === 0) return;
    const withModifier = event.metaKey || event.ctrlKey;
    const key = event.key.toLowerCase();
    const act = (work: () => void) => {
      event.preventDefault();
      work();
    };
    if (withModifier && key === 'z') return act(event.shiftKey ? options.onRedo : options.onUndo);
    if (withModifier && key === 'y') return act(options.onRedo);
    const move = moves[event.key];
    if (move !== undefined && !event.altKey) {
      const from = active ?? { row: move.row > 0 ? -1 : 0, column: 0 };
      const leap = withModifier ? 1_000_000 : 1;
      return act(() => void go({ row: from.row + move.row * leap, column: from.column + move.column * leap }));
    }
    if (active === null) return;
    if (withModifier && key === 'c') return act(() => void navigator.clipboard.writeText(textAt(active) ?? ''));
    if (withModifier || event.altKey) return;
    if (event.key === 'Enter' || event.key === 'F2') return act(() => edit(active));
    if (event.key === ' ') return act(() => options.onToggleRow(active.row));
    if (event.key === 'Delete' || event.key === 'Backspace')
      return act(() => canEdit(active) && textAt(active) !== null && onWrite(active, null));
    if ([...event.key].length === 1) act(() => edit(active, event.key));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.target !== event.currentTarget || active === null) return;
    event.preventDefault();
    options.onPaste(active, parseBlock(event.clipboardData.getData('text/plain')));
  };
  return { active, setActive, editing, edit, finish, onKeyDown, onPaste };
}
