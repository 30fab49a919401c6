// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import type { RejectedOrder } from '#components/queries/use-rejected.ts';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { ContextMenu } from '#components/ui/context-menu.tsx';
import { useMediaQuery } from '#components/ui/use-media-query.ts';
import type { RejectedPage, RejectedRow } from '#core/contracts/rejected.ts';
import { CellEditor, FixCell } from './fix-cell.tsx';
import type { Fix } from './fixes.ts';
import { RowHead, type ShownStatus } from './row-head.tsx';
import { SortableHeader } from './sortable-header.tsx';
import { type Cell, useGridKeys } from './use-grid-keys.ts';

const rowHeight = 32;
const characterWidth = 7.3;

export interface FixGridProps {
  readonly label: string;
  readonly rows: readonly RejectedRow[];
  readonly columns: RejectedPage['columns'];
  readonly order: RejectedOrder | null;
  readonly onOrder: (order: RejectedOrder | null) => void;
  readonly fixOf: (row: RejectedRow, column: string) => Fix;
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
  const { rows, columns, canEdit, chosen, onChoose, onActive, onEnd } = props;
  const t = useTranslations('app.rejected');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const headWidth = useMediaQuery('(min-width: 768px)') ? 340 : 168;
  const sizes = useMemo(() => sizeColumns(columns, rows), [columns, rows]);
  const rowItems = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const columnItems = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizes[index] ?? 120,
    overscan: 3,
    paddingStart: headWidth,
    scrollPaddingStart: headWidth,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the widths are read anew when they change
  useEffect(() => columnItems.measure(), [sizes, headWidth]);
  const current = (row: RejectedRow, column: number) => {
    const fix = props.fixOf(row, columns[column]?.name ?? '');
    return fix === undefined ? (row.cells[column] ?? null) : fix;
  };
  const keys = useGridKeys({
    rows: rows.length,
    columns: columns.length,
    reveal: ({ row, column }) => {
      rowItems.scrollToIndex(row);
      columnItems.scrollToIndex(column);
    },
    canEdit: ({ row }) => rows[row] !== undefined && canEdit(rows[row]),
    textAt: ({ row, column }) => (rows[row] === undefined ? null : current(rows[row], column)),
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
  const { active, editing } = keys;
  useEffect(() => onActive(active), [active, onActive]);
  const last = rowItems.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);
  const point = (event: MouseEvent) => {
    const cell = findCell(event.target);
    if (cell !== null) keys.setActive(cell);
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
                    status={props.statusOf(row)}
                    width={headWidth}
                    chosen={chosen.has(row.row)}
                    onChoose={isOpen ? (next) => onChoose([row.row], next) : null}
                  />
                  {shownColumns.map(({ index, start, size }) => {
                    const name = columns[index]?.name ?? '';
                    const fix = props.fixOf(row, name);
                    return (
                      <FixCell
                        key={index}
                        id={cellId(id, { row: place, column: index })}
                        row={place}
                        column={index}
                        value={current(row, index)}
                        original={row.cells[index] ?? null}
                        isFixed={fix !== undefined}
                        isFault={isOpen && row.field === name}
                        active={active?.row === place && active.column === index}
                        {...{ start, size }}
                      />
                    );
                  })}
                  {editing?.row === place && (
                    <CellEditor
                      label={t('edit', { column: columns[editing.column]?.name ?? '' })}
                      text={editing.text}
                      start={columnItems.measurementsCache[editing.column]?.start ?? headWidth}
                      size={sizes[editing.column] ?? 120}
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

/** Widths in px that fit the names and the first rows. */
function sizeColumns(columns: RejectedPage['columns'], rows: readonly RejectedRow[]): number[] {
  return columns.map(({ name }, column) => {
    const lengths = rows.slice(0, 40).map(({ cells }) => cells[column]?.length ?? 5);
    return Math.round(Math.min(280, Math.max(96, Math.max(name.length + 2, ...lengths) * characterWidth + 24)));
  });
}

function cellId(id: string, { row, column }: Cell): string {
  return `${id}-${row}-${column}`;
}

function findCell(target: EventTarget): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
