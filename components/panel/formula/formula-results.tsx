import { useTranslations } from 'next-intl';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { formatCell } from '#components/preview/format-cell.ts';

interface FormulaResultsProps {
  readonly nodeId: string;
  /** The column to show. */
  readonly name: string;
}

/** What a formula makes of the first five sample rows; dimmed while newer results are on their way. */
export function FormulaResults({ nodeId, name }: FormulaResultsProps) {
  const t = useTranslations('builder.formula');
  const blank = useTranslations('builder.preview')('blank');
  const output = useBuilder((state) =>
    state.preview.nodeId === nodeId ? (state.preview.response?.output ?? null) : null,
  );
  const stale = useBuilder((state) => state.preview.stale);
  const place = output?.fields.findIndex((field) => field.name === name) ?? -1;
  const field = output?.fields[place];
  if (output === null || field === undefined) return null;
  return (
    <div
      aria-live="polite"
      className={`rounded-control bg-raised px-2.5 py-1.5 transition-opacity ${stale ? 'opacity-50' : ''}`}
    >
      <h4 className="mb-0.5 text-ink-3 text-meta">{t('results')}</h4>
      <ol className="font-mono text-meta">
        {output.rows.slice(0, 5).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <li key={index} className="truncate">
            {formatCell(row[place], field.type) ?? <span className="text-ink-3 italic">{blank}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
