import { useFormatter, useTranslations } from 'next-intl';
import { useZoomLevel } from './zoom-level.tsx';

const length = 28;

/** Rows that a step set aside in a run: a branch of their own, so that they are not taken for lost. */
export function RejectedBranch({ rows, runId }: { rows: number; runId: string | null }) {
  const t = useTranslations('builder.canvas');
  const format = useFormatter();
  const zoom = useZoomLevel();
  if (zoom !== 'full' || rows === 0) return null;
  const style =
    'whitespace-nowrap rounded-pill border border-error/50 bg-surface px-1.5 text-[11px] text-error leading-[18px]';
  const text = t('rejectedRows', { rows: format.number(rows, { useGrouping: 'always' }) });
  return (
    <span className="absolute top-full left-1/2 flex -translate-x-1/2 flex-col items-center">
      <svg aria-hidden="true" width="2" height={length} className="overflow-visible">
        <line x1="1" y1="0" x2="1" y2={length} stroke="var(--error)" strokeWidth="1.5" strokeDasharray="4 4" />
      </svg>
      {runId === null ? (
        <span className={style}>{text}</span>
      ) : (
        <a className={`${style} nodrag hover:border-error`} href={`/runs/${runId}`}>
          {text}
        </a>
      )}
    </span>
  );
}
