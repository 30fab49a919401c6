import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { type MergeRule, mergeRules } from '#core/graph/nodes/deduplicate.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { ListSection } from '../fields/list-section.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

type Exception = NodeFormProps<'deduplicate'>['settings']['fields'][number];

/** How the values of merged rows become one, for all fields and for those that are exceptions. */
export function MergeRules({ node, settings, change }: NodeFormProps<'deduplicate'>) {
  const t = useTranslations('builder.forms.deduplicate');
  const { fields } = settings;
  return (
    <>
      <RuleSelect label={t('take')} hint={t('takeHint')} value={settings.take} onChange={(take) => change({ take })} />
      <ListSection
        title={t('exceptions')}
        node={node}
        field="fields"
        addLabel={t('addException')}
        onAdd={() => change({ fields: [...fields, { field: '', take: 'longest' }] })}
      >
        {fields.map((exception, index) => (
          <ExceptionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: fields may be empty or repeated while choosing
            key={index}
            node={node}
            index={index}
            exception={exception}
            onChange={(part) => change({ fields: replaceAt(fields, index, part) })}
            onRemove={() => change({ fields: removeAt(fields, index) })}
          />
        ))}
      </ListSection>
    </>
  );
}

interface RuleSelectProps {
  readonly label: string;
  readonly hint?: string;
  readonly hideLabel?: boolean;
  readonly value: MergeRule;
  readonly onChange: (rule: MergeRule) => void;
}

function RuleSelect(props: RuleSelectProps) {
  const t = useTranslations('builder.forms.deduplicate');
  const choices = mergeRules.map((value) => ({
    value,
    label: t(`takes.${value}`),
    description: t(`takeHints.${value}`),
  }));
  return <SelectField {...props} choices={choices} />;
}

interface ExceptionRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly exception: Exception;
  readonly onChange: (part: Partial<Exception>) => void;
  readonly onRemove: () => void;
}

function ExceptionRow({ node, index, exception, onChange, onRemove }: ExceptionRowProps) {
  const t = useTranslations('builder.forms.deduplicate');
  return (
    <ListRow removeLabel={t('removeException')} onRemove={onRemove}>
      <div className="grid grid-cols-2 items-start gap-1.5">
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={useFieldProblem(node, `fields.${index}.field`)}
          fields={useInputFields(node.id)}
          value={exception.field}
          onChange={(field) => onChange({ field })}
        />
        <RuleSelect label={t('fieldTake')} hideLabel value={exception.take} onChange={(take) => onChange({ take })} />
      </div>
    </ListRow>
  );
}
