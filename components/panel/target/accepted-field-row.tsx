import { SlidersHorizontal, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { AcceptedField } from '#core/graph/nodes/accepted-field.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { NumberField } from '../fields/number-field.tsx';

interface AcceptedFieldRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly field: AcceptedField;
  readonly onChange: (field: AcceptedField) => void;
  readonly onRemove: () => void;
}

/** One field of an API: its name, whether rows must bring it, and what its values must keep to. */
export function AcceptedFieldRow({ node, index, field, onChange, onRemove }: AcceptedFieldRowProps) {
  const t = useTranslations('builder.forms.httpTarget.accepts');
  const path = `accepts.${index}`;
  const patternProblem = useFieldProblem(node, `${path}.pattern`);
  const [isOpen, setOpen] = useState(false);
  const { name, required = false, ...limits } = field;
  const limit = (part: Partial<AcceptedField>) => onChange(withoutBlank({ ...field, ...part }));
  const shown = name.trim() === '' ? t('unnamed', { number: index + 1 }) : name;
  const isFolded = !isOpen && patternProblem === undefined;
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line p-2">
      <div className="flex items-start gap-1">
        <TextField
          label={t('name')}
          hideLabel
          placeholder={t('name')}
          error={useFieldProblem(node, `${path}.name`)}
          mono
          spellCheck={false}
          maxLength={200}
          value={name}
          onChange={(next) => onChange({ ...field, name: next })}
          className="min-w-0 flex-1"
        />
        <IconButton
          icon={SlidersHorizontal}
          label={t('limits', { name: shown })}
          aria-expanded={!isFolded}
          pressed={!isFolded || undefined}
          onClick={() => setOpen(!isOpen)}
        />
        <IconButton icon={Trash2} label={t('remove', { name: shown })} onClick={onRemove} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Checkbox
          label={t('required')}
          checked={required}
          onChange={(checked) => limit({ required: checked || undefined })}
        />
        {isFolded && <LimitSummary limits={limits} />}
      </div>
      {!isFolded && (
        <>
          <NumberField
            label={t('maxLength')}
            optional
            nullable
            value={limits.maxLength ?? null}
            min={1}
            max={1_000_000}
            onChange={(next) => limit({ maxLength: next ?? undefined })}
          />
          <TextField
            label={t('pattern')}
            hint={t('patternHint')}
            error={patternProblem}
            optional
            mono
            spellCheck={false}
            maxLength={500}
            placeholder="^[A-Z]{2}$"
            value={limits.pattern ?? ''}
            onChange={(next) => limit({ pattern: next })}
          />
          <TextArea
            label={t('values')}
            hint={t('valuesHint')}
            optional
            rows={3}
            spellCheck={false}
            value={(limits.values ?? []).join('\n')}
            onChange={(text) => limit({ values: text === '' ? [] : text.split('\n').slice(0, 500) })}
          />
        </>
      )}
    </li>
  );
}

/** Limits that say nothing are left out. */
function withoutBlank({ name, type, required, maxLength, pattern, values }: Partial<AcceptedField>): AcceptedField {
  return {
    name: name ?? '',
    ...(type !== undefined && { type }),
    ...(required !== undefined && { required }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && pattern !== '' && { pattern }),
    ...(values !== undefined && values.length > 0 && { values }),
  };
}

function LimitSummary({ limits: { type, maxLength, pattern, values } }: { limits: Omit<AcceptedField, 'name'> }) {
  const t = useTranslations('builder.forms.httpTarget.accepts');
  const types = useTranslations('builder.types');
  const parts = [
    ...(type === undefined ? [] : [types(type)]),
    ...(maxLength === undefined ? [] : [t('upTo', { count: maxLength })]),
    ...(values === undefined ? [] : [t('oneOf', { count: values.length })]),
    ...(pattern === undefined ? [] : [t('hasPattern')]),
  ];
  return <span className="text-ink-3 text-meta">{parts.join(' · ')}</span>;
}
