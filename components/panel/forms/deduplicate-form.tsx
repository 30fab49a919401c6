import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { GroupColumns } from '../deduplicate/group-columns.tsx';
import { MergeRules } from '../deduplicate/merge-rules.tsx';
import { PeopleFields } from '../deduplicate/people-fields.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function DeduplicateForm(props: NodeFormProps<'deduplicate'>) {
  const { node, settings, change } = props;
  const t = useTranslations('builder.forms.deduplicate');
  const fields = useInputFields(node.id);
  const keysProblem = useFieldProblem(node, 'keys');
  const orderProblem = useFieldProblem(node, 'orderBy');
  const isOrdered = settings.orderBy !== '';
  const choices = [
    ...(['first', 'last'] as const).map((value) => ({
      value,
      label: isOrdered ? t(`keepOrdered.${value}`) : t(`keepPlain.${value}`),
      description: isOrdered ? t(`keeps.${value === 'first' ? 'lowest' : 'highest'}`) : t(`keeps.${value}`),
    })),
    ...(['complete', 'merge', 'all'] as const).map((value) => ({
      value,
      label: t(`keeps.${value}`),
      description: t(`keeps.${value}Hint`),
    })),
  ];
  return (
    <>
      <Labelled label={t('match')}>
        <SegmentedControl
          label={t('match')}
          value={settings.match}
          onChange={(match) => change({ match })}
          choices={(['keys', 'people'] as const).map((value) => ({ value, label: t(`matches.${value}`) }))}
        />
      </Labelled>
      {settings.match === 'people' ? (
        <PeopleFields {...props} />
      ) : (
        <InputFieldsSelect
          label={t('keys')}
          hint={t('keysHint')}
          error={keysProblem}
          fields={fields}
          values={settings.keys}
          onChange={(keys) => change({ keys })}
        />
      )}
      <SelectField
        label={t('keep')}
        value={settings.keep}
        onChange={(keep) =>
          change({ keep, ...(keep === 'all' && settings.groupName === '' && { groupName: t('groupDefault') }) })
        }
        choices={choices}
      />
      {settings.keep !== 'all' && (
        <InputFieldSelect
          label={t('orderBy')}
          optional
          clearable
          hint={t('orderByHint')}
          error={orderProblem}
          fields={fields}
          value={settings.orderBy}
          onChange={(orderBy) => change({ orderBy })}
        />
      )}
      {settings.keep === 'merge' && <MergeRules {...props} />}
      <GroupColumns {...props} />
    </>
  );
}
