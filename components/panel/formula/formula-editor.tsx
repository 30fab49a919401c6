'use client';

import { lazy, Suspense } from 'react';
import { controlStyle, Field } from '#components/ui/field.tsx';
import type { Field as DataField } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';

export interface FormulaEditorProps {
  readonly node: GraphNode;
  /** Path of the setting, where the server's problems about it are shown. */
  readonly field: string;
  readonly label: string;
  readonly fields: readonly DataField[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

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
