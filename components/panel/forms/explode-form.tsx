import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function ExplodeForm({ node, settings, change }: NodeFormProps<'explode'>) {
  const t = useTranslations('builder.forms.explode');
  const fields = useInputFields(node.id);
  return (
    <>
      <InputFieldSelect
        label={t('field')}
        hint={t('fieldHint')}
        error={useFieldProblem(node, 'field')}
        fields={fields.filter(({ type }) => type === 'json')}
        value={settings.field}
        onChange={(field) => change({ field })}
      />
      <Labelled label={t('type')} hint={t('typeHint')}>
        <SegmentedControl
          label={t('type')}
          value={settings.type}
          onChange={(type) => change({ type })}
          choices={[
            { value: 'json', label: t('nested') },
            { value: 'text', label: t('text') },
          ]}
        />
      </Labelled>
      <SettingTextField
        node={node}
        path="positionName"
        label={t('positionName')}
        optional
        hint={t('positionNameHint')}
        value={settings.positionName}
        onChange={(positionName) => change({ positionName })}
      />
      <Advanced>
        <SettingTextField
          node={node}
          path="name"
          label={t('name')}
          optional
          hint={t('nameHint')}
          value={settings.name}
          onChange={(name) => change({ name })}
        />
        <Switch
          label={t('keepEmpty')}
          description={t('keepEmptyHint')}
          checked={settings.keepEmpty}
          onChange={(keepEmpty) => change({ keepEmpty })}
        />
      </Advanced>
    </>
  );
}
