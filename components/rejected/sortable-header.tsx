// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { RejectedOrder } from '#components/queries/use-rejected.ts';

interface SortableHeaderProps {
  readonly name: string;
  readonly start: number;
  readonly size: number;
  readonly order: RejectedOrder | null;
  readonly onOrder: (order: RejectedOrder | null) => void;
}

/** Name of a column; pressing it sorts by the column, then the other way round, then not. */
export function SortableHeader({ name, start, size, order, onOrder }: SortableHeaderProps) {
  const direction = order?.sort === name ? order.direction : null;
  const Icon = direction === 'asc' ? ArrowUp : ArrowDown;
  const next = direction === null ? 'asc' : 'desc';
  return (
    <div
      role="columnheader"
      aria-sort={direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
      className="absolute inset-y-0 border-line/70 border-r"
      style={{ width: size, transform: `translateX(${start}px)` }}
    >
      <button
        type="button"
        onClick={() => onOrder(direction === 'desc' ? null : { sort: name, direction: next })}
        className="flex size-full items-center gap-1 px-2.5 text-left font-medium text-ink-2 hover:text-ink"
      >
        <span className="truncate">{name}</span>
        {direction !== null && <Icon aria-hidden className="size-3 shrink-0" />}
      </button>
    </div>
  );
}
