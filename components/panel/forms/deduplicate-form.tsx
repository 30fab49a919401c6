import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect, InputFieldsSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function DeduplicateForm({ node, settings, change }: NodeFormProps<'deduplicate'>) {
  const t = useTranslations('builder.forms.deduplicate');
  const fields = useInputFields(node.id);
  return (
    <>
      <InputFieldsSelect
        label={t('keys')}
        hint={t('keysHint')}
        error={useFieldProblem(node, 'keys')}
        fields={fields}
        values={settings.keys}
        onChange={(keys) => change({ keys })}
      />
      <InputFieldSelect
        label={t('orderBy')}
        optional
        clearable
        hint={t('orderByHint')}
        error={useFieldProblem(node, 'orderBy')}
        fields={fields}
        value={settings.orderBy}
        onChange={(orderBy) => change({ orderBy })}
      />
      <Labelled label={t('keep')}>
        <SegmentedControl
          label={t('keep')}
          value={settings.keep}
          onChange={(keep) => change({ keep })}
          choices={(['first', 'last'] as const).map((value) => ({
            value,
            label: settings.orderBy === '' ? t(`keepPlain.${value}`) : t(`keepOrdered.${value}`),
          }))}
        />
      </Labelled>
      <Advanced>
        <Switch
          label={t('ignoreCase')}
          description={t('ignoreCaseHint')}
          checked={settings.ignoreCase}
          onChange={(ignoreCase) => change({ ignoreCase })}
        />
        <Switch
          label={t('blankKeys')}
          description={t('blankKeysHint')}
          checked={settings.blankKeys === 'keep'}
          onChange={(keep) => change({ blankKeys: keep ? 'keep' : 'merge' })}
        />
      </Advanced>
    </>
  );
}
