'use client';

import { useTranslations } from 'next-intl';
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { controlStyle, Field } from '#components/ui/field.tsx';
import { compileFormula } from '#core/formula/compile-formula.ts';
import type { FormulaError } from '#core/formula/formula-error.ts';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import type { Field as DataField } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { CompletionList } from './completion-list.tsx';
import { FormulaMarks } from './formula-marks.tsx';
import { type Completion, suggestCompletions } from './suggest-completions.ts';

interface FormulaEditorProps {
  readonly node: GraphNode;
  /** Path of the setting, where the server's problems about it are shown. */
  readonly field: string;
  readonly label: string;
  readonly fields: readonly DataField[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const functions = listFormulaFunctions();

/** Why the formula cannot be used, told without asking the server; null while it can, or while fields are unknown. */
function findError(source: string, fields: readonly DataField[]): FormulaError | null {
  if (source.trim() === '' || fields.length === 0) return null;
  const compiled = compileFormula(source, fields, { now: new Date().toISOString() });
  return 'error' in compiled ? compiled.error : null;
}

/** A formula with completion of fields and functions; what is wrong is underlined and explained, with a fix where one is known. */
export function FormulaEditor({ node, field, label, fields, value, onChange }: FormulaEditorProps) {
  const t = useTranslations('builder.formula');
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const serverProblem = useFieldProblem(node, field);
  const settled = useDeferredValue(value);
  const error = useMemo(() => findError(settled, fields), [settled, fields]);
  const [caret, setCaret] = useState<number | null>(null);
  const [cursor, setCursor] = useState(0);
  const completions = useMemo(
    () => (caret === null ? [] : suggestCompletions(value, caret, fields, functions)),
    [value, caret, fields],
  );
  const active = completions[Math.min(cursor, completions.length - 1)];

  function write(text: string, start: number, end: number, offset: number): void {
    onChange(value.slice(0, start) + text + value.slice(end));
    setCaret(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + offset, start + offset);
    });
  }

  const accept = ({ text, start, caret: offset }: Completion) => write(text, start, caret ?? start, offset);

  function handleKey(event: React.KeyboardEvent): void {
    if (active === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setCursor((now) => (now + step + completions.length) % completions.length);
    else if (event.key === 'Enter' || event.key === 'Tab') accept(active);
    else if (event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Field label={label} error={error === null ? serverProblem : <Explanation error={error} onFix={write} />}>
      <div className="relative">
        <FormulaMarks source={value} error={error} />
        <textarea
          ref={area}
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={completions.length > 0 ? listId : undefined}
          aria-activedescendant={active && `${listId}-${completions.indexOf(active)}`}
          spellCheck={false}
          rows={Math.min(10, Math.max(2, value.split('\n').length + Math.floor(value.length / 44)))}
          maxLength={10_000}
          placeholder={t('placeholder')}
          value={value}
          className={`${controlStyle} relative resize-y bg-transparent px-2.5 py-1.5 font-mono text-meta`}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
            setCursor(0);
          }}
          onKeyDown={handleKey}
          onBlur={() => setCaret(null)}
        />
        {completions.length > 0 && (
          <CompletionList id={listId} completions={completions} active={active} onPick={accept} />
        )}
      </div>
    </Field>
  );
}

interface ExplanationProps {
  readonly error: FormulaError;
  readonly onFix: (text: string, start: number, end: number, offset: number) => void;
}

function Explanation({ error, onFix }: ExplanationProps) {
  const t = useTranslations('formula.errors');
  const panel = useTranslations('builder.panel');
  const { code, params, start, end, suggestion } = error;
  return (
    <>
      {t(code, { ...params })}
      {suggestion !== undefined && (
        <button
          type="button"
          className="ml-1 rounded-small font-medium text-accent hover:underline"
          onClick={() => onFix(suggestion, start, end, suggestion.length)}
        >
          {panel('fix', { value: suggestion })}
        </button>
      )}
    </>
  );
}
