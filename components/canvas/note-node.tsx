import type { NodeProps } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { StepFlowNode } from './flow-types.ts';
import { noteSize } from './node-size.ts';

/** Words on the canvas, behind the steps. */
export const NoteNode = memo(function NoteNode({ data: { node }, selected }: NodeProps<StepFlowNode>) {
  const t = useTranslations('builder.canvas');
  const text = typeof node.settings.text === 'string' ? node.settings.text : '';
  return (
    <div
      className={`overflow-hidden whitespace-pre-wrap rounded-card border bg-warning/10 px-3 py-2 text-ui ${selected ? 'border-accent ring-1 ring-accent' : 'border-warning/35'}`}
      style={noteSize}
    >
      {text === '' ? <span className="text-ink-3">{t('emptyNote')}</span> : text}
    </div>
  );
});
