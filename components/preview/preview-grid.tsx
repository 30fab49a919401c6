// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells are read, not edited; the table scrolls by keyboard
'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ColumnChange } from './compare-columns.ts';
import { alignsRight, formatCell } from './format-cell.ts';
import { sizeColumns } from './size-columns.ts';
import { typeIcons } from './type-icons.ts';

interface PreviewGridProps {
  readonly grid: Grid;
  readonly label: string;
  readonly changes?: readonly ColumnChange[];
  readonly isCellChanged?: ((row: number, column: number) => boolean) | null;
  /** A column to bring into view; a new object brings it into view again. */
  readonly focus?: { readonly column: number } | null;
}

const rowHeight = 28;

/** Rows of a relation, only those in sight drawn. */
export const PreviewGrid = memo(function PreviewGrid({
  grid,
  label,
  changes,
  isCellChanged,
  focus = null,
}: PreviewGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const widths = useMemo(() => sizeColumns(grid), [grid]);
  const rows = useVirtualizer({
    count: grid.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: grid.fields.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widths[index] ?? 120,
    getItemKey: (index) => `${grid.fields[index]?.name}:${widths[index]}`,
    overscan: 3,
  });
  const width = columns.getTotalSize();
  const { scrollToIndex } = columns;
  useEffect(() => {
    if (focus !== null) scrollToIndex(focus.column, { align: 'center' });
  }, [focus, scrollToIndex]);
  return (
    <div
      ref={scroller}
      role="table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      aria-rowcount={grid.rows.length + 1}
      aria-colcount={grid.fields.length}
      className="h-full overflow-auto font-mono text-meta focus-visible:outline-offset-[-2px]"
    >
      <div
        className="sticky top-0 z-10 h-8 border-line border-b bg-raised"
        style={{ width, minWidth: '100%' }}
        role="row"
      >
        {columns.getVirtualItems().map(({ index, start, size }) => (
          <HeaderCell key={index} grid={grid} index={index} start={start} size={size} change={changes?.[index]} />
        ))}
      </div>
      <div className="relative" role="rowgroup" style={{ height: rows.getTotalSize(), width, minWidth: '100%' }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.index}
            role="row"
            aria-rowindex={row.index + 2}
            className="absolute right-0 left-0 border-line/70 border-b hover:bg-raised/60"
            style={{ height: rowHeight, transform: `translateY(${row.start}px)` }}
          >
            {columns.getVirtualItems().map(({ index, start, size }) => (
              <BodyCell
                key={index}
                value={formatCell(grid.rows[row.index]?.[index], grid.fields[index]?.type ?? 'text')}
                right={alignsRight(grid.fields[index]?.type ?? 'text')}
                changed={changes?.[index] === 'new' || (isCellChanged?.(row.index, index) ?? false)}
                start={start}
                size={size}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
});

interface HeaderCellProps {
  readonly grid: Grid;
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly change: ColumnChange | undefined;
}

function HeaderCell({ grid, index, start, size, change }: HeaderCellProps) {
  const t = useTranslations('builder');
  const field = grid.fields[index];
  if (field === undefined) return null;
  const Icon = typeIcons[field.type];
  const isChanged = change === 'new' || change === 'retyped';
  const title = `${field.name} · ${t(`types.${field.type}`)}${isChanged ? ` · ${t(`preview.${change}`)}` : ''}`;
  return (
    <div
      role="columnheader"
      title={title}
      className={`absolute top-0 flex h-8 items-center gap-1.5 px-2.5 font-medium font-sans text-meta ${isChanged ? 'bg-accent/12 text-accent' : 'text-ink-2'}`}
      style={{ width: size, transform: `translateX(${start}px)` }}
    >
      <Icon aria-label={t(`types.${field.type}`)} role="img" className="size-3 shrink-0 opacity-70" />
      <span className="truncate">{field.name}</span>
    </div>
  );
}

interface BodyCellProps {
  readonly value: string | null;
  readonly right: boolean;
  readonly changed: boolean;
  readonly start: number;
  readonly size: number;
}

const BodyCell = memo(function BodyCell({ value, right, changed, start, size }: BodyCellProps) {
  const t = useTranslations('builder.preview');
  return (
    <div
      role="cell"
      title={value ?? undefined}
      className={`absolute top-0 truncate px-2.5 leading-7 ${right ? 'text-right' : ''} ${changed ? 'bg-accent/10' : ''}`}
      style={{ width: size, height: rowHeight, transform: `translateX(${start}px)` }}
    >
      {value === null ? (
        <span className="text-ink-3 italic">{t('blank')}</span>
      ) : value === '' ? (
        <span className="text-ink-3">{t('emptyText')}</span>
      ) : (
        value
      )}
    </div>
  );
});
