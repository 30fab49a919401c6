// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { type Cell, cellId, findCell } from '#components/grid/cell.ts';
import { findOffset } from '#components/grid/find-offset.ts';
import { GridCell } from '#components/grid/grid-cell.tsx';
import { sizeColumns } from '#components/grid/size-columns.ts';
import { useActiveCell } from '#components/grid/use-active-cell.ts';
import { useVirtualCells } from '#components/grid/use-virtual-cells.ts';
import type { RejectedOrder } from '#components/queries/use-rejected.ts';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { ContextMenu } from '#components/ui/context-menu.tsx';
import { useMediaQuery } from '#components/ui/use-media-query.ts';
import type { RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import { CellEditor } from './cell-editor.tsx';
import type { Fix } from './fixes.ts';
import { RowHead, type ShownStatus } from './row-head.tsx';
import { SortableHeader } from './sortable-header.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import type { HiddenValues } from './use-hidden-values.ts';

const rowHeight = 32;
const leastWidth = 96;

export interface FixGridProps {
  readonly label: string;
  readonly rows: readonly RejectedRow[];
  readonly columns: RejectedPage['columns'];
  readonly order: RejectedOrder | null;
  readonly onOrder: (order: RejectedOrder | null) => void;
  readonly fixOf: (row: RejectedRow, column: string) => Fix;
  readonly hidden: HiddenValues;
  readonly statusOf: (row: RejectedRow) => ShownStatus;
  readonly canEdit: (row: RejectedRow) => boolean;
  readonly onFix: (fixes: readonly { row: RejectedRow; column: number; value: string | null }[]) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (rows: readonly number[], chosen: boolean) => void;
  readonly onActive: (cell: Cell | null) => void;
  /** Items about the active cell. */
  readonly menu: ReactNode;
  /** Called when the last rows come into view. */
  readonly onEnd: () => void;
}

/** Rejected rows as a spreadsheet, only what is in sight drawn. */
export function FixGrid(props: FixGridProps) {
  const { rows, columns, canEdit, chosen, onChoose, onActive, onEnd, hidden } = props;
  const t = useTranslations('app.rejected');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const headWidth = useMediaQuery('(min-width: 768px)') ? 340 : 168;
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const widths = useMemo(
    () => sizeColumns(names, rows, ({ cells }, column) => cells[column] ?? null, leastWidth),
    [names, rows],
  );
  const sizes = { rowHeight, headerHeight: rowHeight, headWidth };
  const { rows: rowItems, columns: columnItems } = useVirtualCells({
    scroller,
    rows: rows.length,
    names,
    widths,
    ...sizes,
  });
  const faultOf = (row: RejectedRow | undefined) => names.indexOf(row?.field ?? '');
  /** Brings columns into view, the first before the others. */
  const revealColumns = (...places: number[]) => {
    const view = { offset: scroller.current?.scrollLeft ?? 0, width: scroller.current?.clientWidth ?? 0 };
    const wanted = places.flatMap((place) => columnItems.measurementsCache[place] ?? []);
    columnItems.scrollToOffset(findOffset({ ...view, covered: headWidth }, wanted));
  };
  const current = (row: RejectedRow, column: number) => {
    const fix = props.fixOf(row, columns[column]?.name ?? '');
    return fix === undefined ? (row.cells[column] ?? null) : fix;
  };
  const shown = (row: RejectedRow, column: number) => hidden.show(column, current(row, column));
  const walking = useActiveCell({
    rows: rows.length,
    columns: names.length,
    firstRow: 0,
    reveal: ({ row, column }, from) => {
      rowItems.scrollToIndex(row);
      revealColumns(column, ...(row === from?.row ? [] : [faultOf(rows[row])]));
    },
    onActive,
  });
  const { active } = walking;
  const first = rows[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other rows or columns are a reason to look elsewhere
  useEffect(
    () => (active === null ? revealColumns(faultOf(first)) : revealColumns(active.column)),
    [first?.row, faultOf(first), headWidth],
  );
  const keys = useGridKeys({
    walking,
    canEdit: ({ row }) => rows[row] !== undefined && canEdit(rows[row]),
    textAt: ({ row, column }) => (rows[row] === undefined ? null : current(rows[row], column)),
    isHidden: ({ column }) => hidden.hides(column),
    onWrite: ({ row, column }, value) => rows[row] && props.onFix([{ row: rows[row], column, value }]),
    onPaste: ({ row: top, column: left }, block) => {
      const written = block.flatMap((line, down) =>
        line.flatMap((value, right) => {
          const row = rows[top + down];
          const column = left + right;
          return row === undefined || column >= columns.length || !canEdit(row) ? [] : [{ row, column, value }];
        }),
      );
      props.onFix(written);
    },
    onUndo: props.onUndo,
    onRedo: props.onRedo,
    onToggleRow: (row) => rows[row] && onChoose([rows[row].row], !chosen.has(rows[row].row)),
  });
  const { editing } = keys;
  const last = rowItems.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);
  const point = (event: MouseEvent) => {
    const cell = findCell(event.target);
    if (cell === null) return;
    // Who presses the reason of a row wants to see what was wrong with it.
    if (event.target instanceof Element && event.target.closest('[role=rowheader]')) walking.go(cell);
    else walking.activate(cell);
  };
  const width = columnItems.getTotalSize();
  const shownColumns = columnItems.getVirtualItems();
  const open = rows.filter(canEdit);
  const chosenHere = open.filter(({ row }) => chosen.has(row)).length;
  return (
    <ContextMenu
      area={
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={active === null ? undefined : cellId(id, active)}
          onKeyDown={keys.onKeyDown}
          onPaste={keys.onPaste}
          onMouseDown={point}
          onDoubleClick={(event) => {
            const cell = findCell(event.target);
            if (cell !== null) keys.edit(cell);
          }}
          onContextMenuCapture={(event) => {
            if (findCell(event.target) === null && active === null) event.stopPropagation();
          }}
          className="h-full overflow-auto font-mono text-meta focus-visible:outline-offset-[-2px]"
        >
          <div
            role="row"
            className="sticky top-0 z-20 flex border-line border-b bg-raised font-sans"
            style={{ width, minWidth: '100%', height: rowHeight }}
          >
            <div
              role="columnheader"
              className="sticky left-0 z-10 flex items-center gap-1.5 border-line border-r bg-raised pl-1.5 font-medium text-ink-2"
              style={{ width: headWidth }}
            >
              <Checkbox
                label={t('selectAll')}
                hideLabel
                checked={open.length > 0 && chosenHere === open.length}
                indeterminate={chosenHere > 0 && chosenHere < open.length}
                disabled={open.length === 0}
                onChange={(next) =>
                  onChoose(
                    open.map(({ row }) => row),
                    next,
                  )
                }
              />
              {t('columns.reason')}
            </div>
            {shownColumns.map(({ index, start, size }) => (
              <SortableHeader
                key={index}
                name={columns[index]?.name ?? ''}
                {...{ start, size }}
                order={props.order}
                onOrder={props.onOrder}
              />
            ))}
          </div>
          <div
            role="rowgroup"
            className="relative"
            style={{ height: rowItems.getTotalSize(), width, minWidth: '100%' }}
          >
            {rowItems.getVirtualItems().map(({ index: place, start: top }) => {
              const row = rows[place];
              if (row === undefined) return null;
              const isOpen = canEdit(row);
              return (
                <div
                  key={row.row}
                  role="row"
                  aria-rowindex={place + 2}
                  aria-selected={chosen.has(row.row)}
                  className={`absolute left-0 border-line/70 border-b hover:bg-raised/60 ${isOpen ? '' : 'text-ink-3'}`}
                  style={{ width, minWidth: '100%', height: rowHeight, transform: `translateY(${top}px)` }}
                >
                  <RowHead
                    row={row}
                    place={place}
                    fault={faultOf(row)}
                    message={hidden.showMessage(row)}
                    status={props.statusOf(row)}
                    width={headWidth}
                    chosen={chosen.has(row.row)}
                    onChoose={isOpen ? (next) => onChoose([row.row], next) : null}
                  />
                  {shownColumns.map(({ index, start, size }) => {
                    const name = columns[index]?.name ?? '';
                    const fix = props.fixOf(row, name);
                    const original = row.cells[index] ?? null;
                    return (
                      <GridCell
                        key={index}
                        id={cellId(id, { row: place, column: index })}
                        row={place}
                        column={index}
                        value={shown(row, index)}
                        title={
                          fix === undefined
                            ? undefined
                            : t('original', { value: hidden.show(index, original) ?? t('blank') })
                        }
                        tone={fix !== undefined ? 'changed' : isOpen && row.field === name ? 'fault' : undefined}
                        active={active?.row === place && active.column === index}
                        height={rowHeight}
                        {...{ start, size }}
                      />
                    );
                  })}
                  {editing?.row === place && (
                    <CellEditor
                      label={t('edit', { column: columns[editing.column]?.name ?? '' })}
                      text={editing.text}
                      placeholder={hidden.hides(editing.column) ? (shown(row, editing.column) ?? undefined) : undefined}
                      start={columnItems.measurementsCache[editing.column]?.start ?? headWidth}
                      size={widths[editing.column] ?? 120}
                      onFinish={(text, step) => {
                        keys.finish(text, step);
                        scroller.current?.focus();
                      }}
                    />
                  )}
                </div>
              );
            })}
          </div>
        </div>
      }
    >
      {props.menu}
    </ContextMenu>
  );
}
