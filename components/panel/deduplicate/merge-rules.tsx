import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { type MergeRule, mergeRules } from '#core/graph/nodes/deduplicate.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { type EntryProps, ListEditor } from '../fields/list-editor.tsx';
import { ListRow } from '../fields/list-row.tsx';
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
      <ListEditor
        title={t('exceptions')}
        node={node}
        field="fields"
        addLabel={t('addException')}
        entries={fields}
        create={(): Exception => ({ field: '', take: 'longest' })}
        onChange={(fields) => change({ fields })}
      >
        {(row) => <ExceptionRow {...row} />}
      </ListEditor>
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

function ExceptionRow({ node, path, entry: exception, onChange, onRemove }: EntryProps<Exception>) {
  const t = useTranslations('builder.forms.deduplicate');
  return (
    <ListRow removeLabel={t('removeException')} onRemove={onRemove}>
      <div className="grid grid-cols-2 items-start gap-1.5">
        <InputFieldSelect
          label={t('field')}
          hideLabel
          error={useFieldProblem(node, `${path}.field`)}
          fields={useInputFields(node.id)}
          value={exception.field}
          onChange={(field) => onChange({ field })}
        />
        <RuleSelect label={t('fieldTake')} hideLabel value={exception.take} onChange={(take) => onChange({ take })} />
      </div>
    </ListRow>
  );
}
