import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { formatCell } from '#components/preview/format-cell.ts';
import { listPersonalFields, maskValue } from '#components/preview/personal-data.ts';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { pickResults } from './pick-results.ts';

interface FormulaResultsProps {
  readonly nodeId: string;
  /** The column to show, and the formula that fills it. */
  readonly name: string;
  readonly formula: string;
}

/** What a formula makes of five sample rows; what it could make nothing of is underlined. Dimmed while newer results are on their way. */
export function FormulaResults({ nodeId, name, formula }: FormulaResultsProps) {
  const t = useTranslations('builder.formula');
  const blank = useTranslations('builder.preview')('blank');
  const response = useBuilder((state) => (state.preview.nodeId === nodeId ? state.preview.response : null));
  const stale = useBuilder((state) => state.preview.stale);
  const output = response?.output ?? null;
  const input = response?.inputs[0]?.grid;
  const place = output?.fields.findIndex((field) => field.name === name) ?? -1;
  const { isHidden } = usePersonalData(nodeId);
  const results = useMemo(
    () => (output && input && place >= 0 ? pickResults(formula, input, output, place) : []),
    [formula, input, output, place],
  );
  const personal = useMemo(
    () => new Set(isHidden ? [input, output].flatMap((grid) => (grid ? listPersonalFields(grid) : [])) : []),
    [isHidden, input, output],
  );
  const show = (field: string, text: string | null) => (text !== null && personal.has(field) ? maskValue(text) : text);
  const field = output?.fields[place];
  if (field === undefined) return null;
  return (
    <div
      aria-live="polite"
      className={`rounded-control bg-raised px-2.5 py-1.5 transition-opacity ${stale ? 'opacity-50' : ''}`}
    >
      <h4 className="mb-0.5 text-ink-3 text-meta">{t('results')}</h4>
      <ol className="font-mono text-meta">
        {results.map(({ row, value, failedOn }) => (
          <li key={row} className="truncate leading-5">
            {failedOn === null ? (
              (show(field.name, formatCell(value, field.type)) ?? <span className="text-ink-3 italic">{blank}</span>)
            ) : (
              <>
                <span className="text-ink-3 italic underline decoration-error decoration-wavy decoration-[1px] underline-offset-2">
                  {blank}
                </span>
                <span className="font-sans text-ink-3">
                  {' '}
                  {t('failedOn', {
                    row: row + 1,
                    values: failedOn
                      .map((source) => `${source.field} = ${show(source.field, String(source.value))}`)
                      .join(', '),
                  })}
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
