'use client';

import { lazy, Suspense } from 'react';
import { controlStyle } from '#components/ui/control-style.ts';
import { Field } from '#components/ui/field.tsx';
import type { FormulaEditorProps } from './formula-editor-props.ts';

const FormulaCode = lazy(async () => ({ default: (await import('./editor/formula-code.tsx')).FormulaCode }));

/** A formula with completion of fields and functions; what is wrong is underlined and explained, with a fix where one is known. */
export function FormulaEditor(props: FormulaEditorProps) {
  const { label, value } = props;
  return (
    <Suspense
      fallback={
        <Field label={label}>
          <div className={`${controlStyle} min-h-[46px] whitespace-pre-wrap px-2.5 py-1.5 font-mono text-meta`}>
            {value}
          </div>
        </Field>
      }
    >
      <FormulaCode {...props} />
    </Suspense>
  );
}
