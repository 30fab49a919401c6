'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useDeferredValue, useMemo, useState } from 'react';
import { formatCell } from '#components/preview/format-cell.ts';
import { listPersonalFields, maskRows, maskValue } from '#components/preview/personal-data.ts';
import { RevealButton } from '#components/preview/reveal-button.tsx';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import { proposeFormulas } from '#core/formula/examples/propose-formulas.ts';
import { translateFormula } from '#core/formula/translate-formula.ts';
import { useInputRows } from './use-input-rows.ts';

interface FormulaExamplesProps {
  readonly nodeId: string;
  readonly onUse: (formula: string) => void;
}

const shownRows = 5;
/** Enough rows to tell proposals apart. */
const comparedRows = 50;

/** A column from examples: one types results beside some rows and picks a formula that gives them. */
export function FormulaExamples({ nodeId, onUse }: FormulaExamplesProps) {
  const t = useTranslations('builder.formula.examples');
  const language = useLocale() === 'es' ? 'es' : 'en';
  const input = useInputRows(nodeId, comparedRows);
  const { isHidden, reveal } = usePersonalData(nodeId);
  const shown = useMemo(
    () => (input ? { ...input, rows: isHidden ? maskRows(input) : input.rows } : null),
    [input, isHidden],
  );
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [picked, setPicked] = useState(0);
  const settled = useDeferredValue(typed);
  const proposals = useMemo(() => {
    const examples = Object.entries(settled).map(([row, result]) => ({ row: Number(row), result }));
    return input ? proposeFormulas(input.fields, input.rows, examples) : [];
  }, [input, settled]);
  const proposal = proposals[Math.min(picked, proposals.length - 1)];
  if (input === undefined) return <div className="h-64 rounded-control bg-raised" />;
  if (input === null || shown === null || input.rows.length === 0)
    return <p className="text-ink-3 text-meta">{t('noRows')}</p>;
  const holdsPersonal = listPersonalFields(input).length > 0;
  // What a proposal makes of hidden values would tell them.
  const hideResult = (text: string) => (isHidden && holdsPersonal ? maskValue(text) : text);
  const hasTyped = Object.values(typed).some((text) => text !== '');
  return (
    <div className="flex flex-col gap-2 rounded-control bg-raised p-2.5">
      <p className="text-ink-2 text-meta text-pretty">{t('hint')}</p>
      {isHidden && holdsPersonal && <RevealButton isHidden reveal={reveal} className="self-start" />}
      <ol className="flex flex-col gap-2">
        {input.rows.slice(0, shownRows).map((_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <li key={row}>
            <p className="truncate text-ink-3 text-meta" title={describeRow(shown, row)}>
              {describeRow(shown, row)}
            </p>
            <TextField
              label={t('result', { row: row + 1 })}
              hideLabel
              placeholder={hideResult(proposal?.results[row] ?? '')}
              value={typed[row] ?? ''}
              onChange={(text) => {
                setTyped({ ...typed, [row]: text });
                setPicked(0);
              }}
            />
          </li>
        ))}
      </ol>
      <fieldset aria-live="polite" className="flex flex-col gap-1">
        <legend className="mb-1 text-ink-3 text-meta">
          {proposals.length > 0 ? t('proposals') : hasTyped ? t('none') : t('empty')}
        </legend>
        {proposals.map(({ formula }, index) => (
          <label key={formula} className="flex min-h-6 cursor-pointer items-start gap-2">
            <input
              type="radio"
              name={`examples-${nodeId}`}
              className="mt-0.5 accent-accent"
              checked={formula === proposal?.formula}
              onChange={() => setPicked(index)}
            />
            <code className="min-w-0 break-words font-mono text-meta">{translateFormula(formula, language)}</code>
          </label>
        ))}
      </fieldset>
      <Button
        size="small"
        variant="primary"
        className="self-start"
        disabled={proposal === undefined}
        onClick={() => proposal && onUse(proposal.formula)}
      >
        {t('use')}
      </Button>
    </div>
  );
}

/** The values of a row that are there, side by side. */
function describeRow({ fields, rows }: Grid, row: number): string {
  const cells = fields.map(({ type }, place) => formatCell(rows[row]?.[place], type));
  return cells.filter((cell) => cell !== null && cell !== '').join(' · ');
}
