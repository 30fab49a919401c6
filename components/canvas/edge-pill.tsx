import { Plus } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { EdgeCount } from './edge-count.ts';

interface EdgePillProps {
  readonly count: EdgeCount | null;
  readonly running: boolean;
  /** Absent where nothing can be inserted. */
  readonly onInsert?: ((screen: { x: number; y: number }) => void) | undefined;
  /** Whether the insert button is in sight; it always is for the keyboard. */
  readonly active: boolean;
}

/** The rows on an edge, and the button that puts a step in between. */
export function EdgePill({ count, running, onInsert, active }: EdgePillProps) {
  const t = useTranslations('builder.canvas');
  const format = useFormatter();
  const colors = running ? 'border-running/50 text-running' : 'border-line text-ink-2';
  const write = (rows: number) => format.number(rows, { useGrouping: 'always' });
  return (
    <div className="group/pill relative flex min-h-6 min-w-6 items-center justify-center">
      {count !== null && (
        <span
          className={`rounded-pill border bg-surface px-1.5 text-[11px] leading-[18px] ${colors}`}
          title={t('rowsOnEdge', { rows: count.rows })}
        >
          {write(count.rows)}
        </span>
      )}
      {count !== null && count.dropped > 0 && (
        <span
          className="absolute top-full -mt-0.5 whitespace-nowrap text-[11px] text-ink-3 leading-4"
          title={t('rowsDropped', { rows: count.dropped })}
        >
          −{write(count.dropped)}
        </span>
      )}
      {onInsert !== undefined && (
        <button
          type="button"
          aria-label={t('insertHere')}
          title={t('insertHere')}
          className={`nodrag nopan flex size-6 items-center justify-center rounded-pill border border-line-strong/60 bg-surface text-ink-2 hover:border-accent hover:bg-accent hover:text-on-accent focus-visible:opacity-100 group-hover/pill:opacity-100 ${count === null ? '' : 'absolute bottom-full -mb-px'} ${active ? 'opacity-100' : 'opacity-0'}`}
          onClick={(event) => {
            event.stopPropagation();
            const box = event.currentTarget.getBoundingClientRect();
            onInsert({ x: box.left + box.width / 2, y: box.bottom + 4 });
          }}
        >
          <Plus aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
