import { joinClasses } from './join-classes.ts';
import { Skeleton } from './skeleton.tsx';

interface ListSkeletonProps {
  readonly rows?: number;
  /** Height of a row, from `h-11`. */
  readonly rowStyle: string;
  /** Size of what stands before the text; absent: nothing does. */
  readonly mark?: string;
  /** Whether a line with the names of columns comes first. */
  readonly hasHead?: boolean;
  readonly className?: string;
}

const widths = ['w-48', 'w-64', 'w-40', 'w-56', 'w-44', 'w-60'] as const;

/** Holds the place of a list or table that is loading, row by row. */
export function ListSkeleton({ rows = 4, rowStyle, mark, hasHead = false, className }: ListSkeletonProps) {
  return (
    <div aria-hidden className={joinClasses('overflow-hidden rounded-card border bg-surface', className)}>
      {hasHead && <div className="hidden h-9 border-b md:block" />}
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without anything in them
        <div key={row} className={joinClasses('flex items-center gap-3 border-b px-4 last:border-b-0', rowStyle)}>
          {mark !== undefined && <Skeleton className={joinClasses('shrink-0', mark)} />}
          <Skeleton className={joinClasses('h-4 max-w-full', widths[row % widths.length])} />
        </div>
      ))}
    </div>
  );
}
