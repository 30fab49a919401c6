// biome-ignore-all lint/a11y/useSemanticElements: a virtual table positions its cells itself
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { useTranslations } from 'next-intl';
import { memo } from 'react';

interface BodyCellProps {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly value: string | null;
  readonly right: boolean;
  readonly changed: boolean;
  readonly active: boolean;
  readonly start: number;
  readonly size: number;
  readonly height: number;
}

/** One value; blanks and empty texts look like what they are. */
export const BodyCell = memo(function BodyCell(props: BodyCellProps) {
  const { id, row, column, value, right, changed, active, start, size, height } = props;
  const t = useTranslations('builder.preview');
  return (
    <div
      id={id}
      role="gridcell"
      title={value ?? undefined}
      data-row={row}
      data-column={column}
      className={`absolute top-0 truncate px-2.5 leading-7 ${right ? 'text-right' : ''} ${active ? 'ring-2 ring-accent ring-inset' : ''} ${changed ? 'bg-accent/10' : ''}`}
      style={{ width: size, height, transform: `translateX(${start}px)` }}
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
