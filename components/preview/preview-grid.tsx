// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
'use client';

import { type KeyboardEvent, type MouseEvent, memo, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { type Cell, cellId, findCell } from '#components/grid/cell.ts';
import { GridCell } from '#components/grid/grid-cell.tsx';
import { sizeColumns } from '#components/grid/size-columns.ts';
import { useActiveCell } from '#components/grid/use-active-cell.ts';
import { useVirtualCells } from '#components/grid/use-virtual-cells.ts';
import { ContextMenu } from '#components/ui/context-menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ColumnChange } from './compare-columns.ts';
import { alignsRight, formatCell } from './format-cell.ts';
import { HeaderCell } from './header-cell.tsx';
import { maskValue } from './personal-data.ts';
import { PickBox } from './pick-box.tsx';
import type { ValueStep } from './value-steps.ts';

const CellMenu = onDemand(async () => (await import('./cell-menu.tsx')).CellMenu);

interface PreviewGridProps {
  readonly grid: Grid;
  readonly label: string;
  readonly changes?: readonly ColumnChange[];
  readonly isCellChanged?: ((row: number, column: number) => boolean) | null;
  /** A column to bring into view; a new object brings it into view again. */
  readonly focus?: { readonly column: number } | null;
  /** Columns whose values are hidden. */
  readonly masked?: readonly boolean[] | null;
  readonly onReveal?: () => void;
  readonly onAddStep?: (step: ValueStep) => void;
  /** A row to mark and bring into view. */
  readonly markedRow?: number | null;
  readonly onActiveRow?: (row: number | null) => void;
  /** Rows that can be picked, by a box before each or the space bar. */
  readonly picking?: RowPicking;
  readonly onSendRow?: (row: number) => void;
}

export interface RowPicking {
  readonly picked: ReadonlySet<number>;
  readonly onPick: (row: number) => void;
}

const rowHeight = 28;
const headerHeight = 44;
/** Width of the boxes before the rows. */
const boxWidth = 32;

/** Rows of a relation, only those in sight drawn. Arrow keys walk its cells; Enter or a right click asks for a menu, the space bar picks a row. */
export const PreviewGrid = memo(function PreviewGrid(props: PreviewGridProps) {
  const { grid, label, changes, isCellChanged, focus = null, masked = null, markedRow = null, picking } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const names = useMemo(() => grid.fields.map(({ name }) => name), [grid]);
  const widths = useMemo(
    () => sizeColumns(names, grid.rows, (row, index) => formatCell(row[index], grid.fields[index]?.type ?? 'text')),
    [names, grid],
  );
  const headWidth = picking === undefined ? 0 : boxWidth;
  const sizes = { rowHeight, headerHeight, headWidth };
  const { rows, columns } = useVirtualCells({ scroller, rows: grid.rows.length, names, widths, ...sizes });
  const width = columns.getTotalSize();
  const { scrollToIndex } = columns;
  const { scrollToIndex: scrollToRow } = rows;
  useEffect(() => {
    if (focus !== null) scrollToIndex(focus.column, { align: 'center' });
  }, [focus, scrollToIndex]);
  useEffect(() => {
    if (markedRow !== null) scrollToRow(markedRow, { align: 'auto' });
  }, [markedRow, scrollToRow]);
  const { onActiveRow } = props;
  const tellRow = useCallback(
    (cell: Cell | null) => onActiveRow?.(cell && cell.row >= 0 ? cell.row : null),
    [onActiveRow],
  );
  const { active, activate, walk } = useActiveCell({
    rows: grid.rows.length,
    columns: names.length,
    firstRow: -1,
    reveal: ({ row, column }) => {
      if (row >= 0) scrollToRow(row);
      scrollToIndex(column);
    },
    onActive: tellRow,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || walk(event) || active === null) return;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (event.key === ' ' && picking !== undefined && active.row >= 0) picking.onPick(active.row);
    else openAt(document.getElementById(cellId(id, active)));
  };
  const point = (event: MouseEvent) => {
    const cell = findCell(event.target);
    if (cell !== null) activate(cell);
  };
  const isActive = (row: number, column: number) => active?.row === row && active.column === column;
  const field = active === null ? undefined : grid.fields[active.column];
  const isHidden = (column: number) => masked?.[column] === true;
  const show = (row: number, column: number) => {
    const text = formatCell(grid.rows[row]?.[column], grid.fields[column]?.type ?? 'text');
    return text !== null && isHidden(column) ? maskValue(text) : text;
  };
  return (
    <ContextMenu
      area={
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={grid.rows.length + 1}
          aria-colcount={grid.fields.length}
          aria-readonly
          aria-multiselectable={picking !== undefined || undefined}
          aria-activedescendant={active === null ? undefined : cellId(id, active)}
          onKeyDown={onKeyDown}
          onMouseDown={point}
          onContextMenuCapture={(event) => {
            // Beside the cells there is nothing to make a menu of; the browser's own is as good.
            if (findCell(event.target) === null && active === null) event.stopPropagation();
          }}
          className="h-full overflow-auto font-mono text-meta focus-visible:outline-offset-[-2px]"
        >
          <div
            className="sticky top-0 z-10 border-line border-b bg-raised"
            style={{ width, minWidth: '100%', height: headerHeight }}
            role="row"
          >
            {picking !== undefined && <span className="sticky left-0 z-10 block h-full w-8 bg-raised" />}
            {columns.getVirtualItems().map(({ index, start, size }) => (
              <HeaderCell
                key={index}
                id={cellId(id, { row: -1, column: index })}
                active={isActive(-1, index)}
                masked={isHidden(index)}
                change={changes?.[index]}
                height={headerHeight}
                {...{ grid, index, start, size }}
              />
            ))}
          </div>
          <div className="relative" role="rowgroup" style={{ height: rows.getTotalSize(), width, minWidth: '100%' }}>
            {rows.getVirtualItems().map((row) => (
              <div
                key={row.index}
                role="row"
                aria-rowindex={row.index + 2}
                aria-selected={picking?.picked.has(row.index)}
                className={`absolute right-0 left-0 border-line/70 border-b hover:bg-raised/60 ${row.index === markedRow || picking?.picked.has(row.index) ? 'bg-accent/10' : ''}`}
                style={{ height: rowHeight, transform: `translateY(${row.start}px)` }}
              >
                {picking !== undefined && <PickBox row={row.index} {...picking} />}
                {columns.getVirtualItems().map(({ index, start, size }) => (
                  <GridCell
                    key={index}
                    id={cellId(id, { row: row.index, column: index })}
                    row={row.index}
                    column={index}
                    value={show(row.index, index)}
                    right={alignsRight(grid.fields[index]?.type ?? 'text')}
                    tone={changes?.[index] === 'new' || isCellChanged?.(row.index, index) ? 'changed' : undefined}
                    active={isActive(row.index, index)}
                    start={start}
                    size={size}
                    height={rowHeight}
                  />
                ))}
              </div>
            ))}
          </div>
        </div>
      }
    >
      {field !== undefined && active !== null && (
        <CellMenu
          field={field}
          value={active.row < 0 ? undefined : (grid.rows[active.row]?.[active.column] ?? null)}
          onAddStep={props.onAddStep}
          onReveal={isHidden(active.column) ? props.onReveal : undefined}
          onSendRow={props.onSendRow && active.row >= 0 ? () => props.onSendRow?.(active.row) : undefined}
        />
      )}
    </ContextMenu>
  );
});

/** Does what the mouse would do: opens the menu of a value, or the header's button. */
function openAt(cell: HTMLElement | null): void {
  if (cell === null) return;
  const button = cell.querySelector('button');
  if (button !== null) {
    button.click();
    return;
  }
  const { left, bottom } = cell.getBoundingClientRect();
  cell.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 8, clientY: bottom }),
  );
}
