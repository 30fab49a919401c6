import { useTranslations } from 'next-intl';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { ColumnChange } from './compare-columns.ts';

interface ChangedColumnsProps {
  readonly grid: Grid;
  readonly changes: readonly ColumnChange[];
  readonly onPick: (column: number) => void;
}

/** Columns the step added or gave another type, each a way to where it stands. */
export function ChangedColumns({ grid, changes, onPick }: ChangedColumnsProps) {
  const t = useTranslations('builder.preview');
  const changed = grid.fields.flatMap(({ name }, column) => (changes[column] === 'same' ? [] : [{ name, column }]));
  if (changed.length === 0 || changed.length === grid.fields.length) return null;
  return (
    <div className="flex min-w-0 items-center justify-end gap-1 overflow-hidden">
      {changed.slice(0, 3).map(({ name, column }) => (
        <button
          key={name}
          type="button"
          title={t('showColumn', { name })}
          className="h-6 min-w-0 truncate rounded-pill bg-accent/10 px-2 font-medium text-accent text-meta hover:bg-accent/20"
          onClick={() => onPick(column)}
        >
          {name}
        </button>
      ))}
      {changed.length > 3 && <span className="shrink-0 text-ink-3">+{changed.length - 3}</span>}
    </div>
  );
}
