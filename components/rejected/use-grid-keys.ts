import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import type { Cell } from '#components/grid/cell.ts';
import type { useActiveCell } from '#components/grid/use-active-cell.ts';
import { parseBlock } from './parse-block.ts';

/** A cell that is being written in; `text` is what stands in it at first. */
export interface Editing extends Cell {
  readonly text: string;
}

interface GridKeysOptions {
  readonly walking: ReturnType<typeof useActiveCell>;
  readonly canEdit: (cell: Cell) => boolean;
  readonly textAt: (cell: Cell) => string | null;
  /** Whether its value is not to be seen: it is not copied, and writing begins with nothing. */
  readonly isHidden: (cell: Cell) => boolean;
  readonly onWrite: (cell: Cell, value: string | null) => void;
  readonly onPaste: (cell: Cell, block: string[][]) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onToggleRow: (row: number) => void;
}

/** The keys of a spreadsheet: arrows walk, Enter or F2 or a letter writes, Tab goes on, Escape takes back. */
export function useGridKeys(options: GridKeysOptions) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const { walking, canEdit, textAt, isHidden, onWrite } = options;
  const { active, activate, go, walk } = walking;
  const startOf = (cell: Cell) => (isHidden(cell) ? '' : (textAt(cell) ?? ''));
  const edit = (cell: Cell, text = startOf(cell)) => {
    activate(cell);
    if (canEdit(cell)) setEditing({ ...cell, text });
  };
  /** Ends writing; `step` is where to go on. */
  const finish = (text: string | null, step: Cell = { row: 0, column: 0 }) => {
    if (editing === null) return;
    const { row, column } = editing;
    setEditing(null);
    if (text !== null && text !== startOf(editing)) onWrite({ row, column }, text);
    go({ row: row + step.row, column: column + step.column });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const withModifier = event.metaKey || event.ctrlKey;
    const key = event.key.toLowerCase();
    const act = (work: () => void) => {
      event.preventDefault();
      work();
    };
    if (withModifier && key === 'z') return act(event.shiftKey ? options.onRedo : options.onUndo);
    if (withModifier && key === 'y') return act(options.onRedo);
    if (walk(event) || active === null) return;
    if (withModifier && key === 'c')
      return act(() => isHidden(active) || void navigator.clipboard.writeText(textAt(active) ?? ''));
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
  return { editing, edit, finish, onKeyDown, onPaste };
}
