import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { HttpSourceSettings } from '#core/graph/nodes/http-source.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';

type Since = HttpSourceSettings['since'];

interface SinceEditorProps {
  readonly node: GraphNode;
  readonly since: Since;
  readonly onChange: (since: Since) => void;
}

/** How an address is asked for rows from the last value on. */
export function SinceEditor({ node, since, onChange }: SinceEditorProps) {
  const t = useTranslations('builder.forms.sync');
  const problem = useFieldProblem(node, 'since.template');
  return (
    <>
      <TextField
        label={t('sinceParameter')}
        hint={t('sinceParameterHint')}
        optional
        mono
        maxLength={100}
        placeholder="updated_since"
        value={since.parameter}
        onChange={(parameter) => onChange({ ...since, parameter })}
      />
      {since.parameter !== '' && (
        <div className="grid grid-cols-2 gap-2">
          <TextField
            label={t('sinceTemplate')}
            hint={t('sinceTemplateHint')}
            error={problem}
            mono
            maxLength={1000}
            value={since.template}
            onChange={(template) => onChange({ ...since, template })}
          />
          <SelectField
            label={t('sinceFormat')}
            value={since.format}
            onChange={(format) => onChange({ ...since, format })}
            choices={(['iso', 'date', 'unix', 'unix-ms'] as const).map((value) => ({
              value,
              label: t(`formats.${value}`),
            }))}
          />
        </div>
      )}
    </>
  );
}
