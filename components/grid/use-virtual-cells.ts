import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

interface VirtualCellsOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: number;
  readonly names: readonly string[];
  /** Of the columns, in px. */
  readonly widths: readonly number[];
  readonly rowHeight: number;
  readonly headerHeight: number;
  /** Width of what stands before the first column and stays in sight. */
  readonly headWidth: number;
}

/** The rows and columns of a grid that are in sight. */
export function useVirtualCells(options: VirtualCellsOptions) {
  const { scroller, names, widths, rowHeight, headerHeight, headWidth } = options;
  const rows = useVirtualizer({
    count: options.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headerHeight,
  });
  const columns = useVirtualizer({
    horizontal: true,
    paddingStart: headWidth,
    scrollPaddingStart: headWidth,
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widths[index] ?? 120,
    getItemKey: (index) => `${names[index]}:${widths[index]}`,
    overscan: 3,
  });
  return { rows, columns };
}
