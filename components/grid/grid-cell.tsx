// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { joinClasses } from '#components/ui/join-classes.ts';

interface GridCellProps {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly value: string | null;
  /** Said when the pointer rests on it; the value by itself where there is nothing else to say. */
  readonly title?: string | undefined;
  readonly tone?: 'changed' | 'fault' | undefined;
  readonly right?: boolean;
  readonly active: boolean;
  readonly start: number;
  readonly size: number;
  readonly height: number;
}

const tones = { changed: 'bg-accent/10', fault: 'bg-error/8 text-error' };

/** One value; blanks and empty texts look like what they are. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { id, row, column, value, title, tone, right = false, active, start, size, height } = props;
  const t = useTranslations('builder.preview');
  const faint = tone === 'fault' ? '' : 'text-ink-3';
  return (
    <div
      id={id}
      role="gridcell"
      title={title ?? value ?? undefined}
      data-row={row}
      data-column={column}
      className={joinClasses(
        'absolute top-0 truncate px-2.5',
        right && 'text-right',
        active && 'ring-2 ring-accent ring-inset',
        tone && tones[tone],
      )}
      style={{ width: size, height, lineHeight: `${height}px`, transform: `translateX(${start}px)` }}
    >
      {value === null ? (
        <span className={joinClasses('italic', faint)}>{t('blank')}</span>
      ) : value === '' ? (
        <span className={faint}>{t('emptyText')}</span>
      ) : (
        value
      )}
    </div>
  );
});
