'use client';

import { FunctionSquare } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useDeferredValue, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { typeIcons } from '#components/preview/type-icons.ts';
import { Field } from '#components/ui/field.tsx';
import { compileFormula } from '#core/formula/compile-formula.ts';
import type { FormulaError } from '#core/formula/formula-error.ts';
import { type FormulaLanguage, translateFormula } from '#core/formula/translate-formula.ts';
import type { Field as DataField } from '#core/graph/field-type.ts';
import { useFieldMessage } from '../../fields/field-problem.tsx';
import type { FormulaEditorProps } from '../formula-editor-props.ts';
import { createEditor, type EditorSettings, type FormulaEditorHandle } from './create-editor.ts';
import { drawCard, drawFunctionCard } from './function-card.ts';
import { localizeError } from './localize-error.ts';
import type { Surroundings } from './surroundings.ts';

/** Why the formula cannot be used, told without asking the server; null while it can, or while fields are unknown. */
function findError(source: string, fields: readonly DataField[]): FormulaError | null {
  if (source.trim() === '' || fields.length === 0) return null;
  const compiled = compileFormula(source, fields, { now: new Date().toISOString() });
  return 'error' in compiled ? compiled.error : null;
}

/** The editor itself, in the reader's language; what it hands on is in English, as formulas are stored. */
export function FormulaCode({ node, field, label, fields, value, onChange }: FormulaEditorProps) {
  const t = useTranslations('builder.formula');
  const language: FormulaLanguage = useLocale() === 'es' ? 'es' : 'en';
  const readOnly = useBuilder((state) => state.readOnly);
  // Without its fix, which is one piece of the formula and would take the place of all of it.
  const serverProblem = useFieldMessage(node, field);
  const problemId = useId();
  const [shown, setShown] = useState(() => translateFormula(value, language));
  if (translateFormula(shown, 'en') !== value && shown !== value) setShown(translateFormula(value, language));
  const settled = useDeferredValue(shown);
  const found = useMemo(() => findError(settled, fields), [settled, fields]);
  const error = useAfterPause(found);
  const icons = useRef<HTMLDivElement>(null);
  const around = useSurroundings(language, fields, error, icons);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<FormulaEditorHandle>(null);
  const problem = error === null ? serverProblem : <Explanation error={error} language={language} editor={editor} />;
  const settings: EditorSettings = {
    label,
    placeholder: t('placeholder'),
    readOnly,
    isInvalid: problem !== undefined,
    describedBy: problemId,
    around,
  };
  const latest = useRef({ settings, shown, change: (_: string) => {} });
  latest.current = {
    settings,
    shown,
    change: (text) => {
      setShown(text);
      onChange(translateFormula(text, 'en'));
    },
  };

  useLayoutEffect(() => {
    const { settings: first, shown: formula } = latest.current;
    const created = createEditor(place.current as HTMLElement, formula, first, (text) => latest.current.change(text));
    editor.current = created;
    return () => created.destroy();
  }, []);
  useEffect(() => editor.current?.show(shown), [shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the settings that change
  useEffect(() => editor.current?.configure(latest.current.settings), [around, label, readOnly, settings.isInvalid]);

  return (
    <Field label={label} error={problem && <span id={problemId}>{problem}</span>}>
      <div ref={place} />
      <div ref={icons} hidden>
        <FunctionSquare aria-hidden data-icon="function" />
        {Object.entries(typeIcons).map(([type, Icon]) => (
          <Icon key={type} aria-hidden data-icon={type} />
        ))}
      </div>
    </Field>
  );
}

const pauseMs = 400;

/** A new error is told once typing pauses: most of them are formulas that are not finished yet. */
function useAfterPause(found: FormulaError | null): FormulaError | null {
  const [told, setTold] = useState(found !== null);
  useEffect(() => {
    const timer = setTimeout(() => setTold(found !== null), found === null ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [found]);
  return told ? found : null;
}

function useSurroundings(
  language: FormulaLanguage,
  fields: readonly DataField[],
  fault: FormulaError | null,
  icons: React.RefObject<HTMLElement | null>,
): Surroundings {
  const t = useTranslations('formula');
  const blank = useTranslations('builder.preview')('blank');
  return useMemo(
    () => ({
      language,
      fields,
      fault,
      // Drawn by React once, so that the editor's own elements can have copies.
      drawIcon: (icon) => icons.current?.querySelector(`[data-icon="${icon}"]`)?.cloneNode(true) ?? new Text(),
      describeField: ({ name, type }) => drawCard(name, t(`types.${type}`)),
      describeFunction: (definition) =>
        drawFunctionCard(definition, language, {
          description: t(`functions.${definition.name}`),
          nulls: t(`nulls.${definition.nulls}`),
          blank,
          parameterName: (name) => t(`parameters.${name}`),
        }),
    }),
    [language, fields, fault, icons, t, blank],
  );
}

interface ExplanationProps {
  readonly error: FormulaError;
  readonly language: FormulaLanguage;
  readonly editor: React.RefObject<FormulaEditorHandle | null>;
}

function Explanation({ error, language, editor }: ExplanationProps) {
  const t = useTranslations('formula');
  const panel = useTranslations('builder.panel');
  const { code, params, start, end, suggestion } = localizeError(error, language, (name) => t(`parameters.${name}`));
  return (
    <>
      {t(`errors.${code}`, { ...params })}
      {suggestion !== undefined && (
        <button
          type="button"
          className="ml-1 rounded-small font-medium text-accent hover:underline"
          onClick={() => editor.current?.write(suggestion, start, end)}
        >
          {panel('fix', { value: suggestion })}
        </button>
      )}
    </>
  );
}
