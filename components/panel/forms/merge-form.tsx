import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function MergeForm({ node, settings, change }: NodeFormProps<'merge'>) {
  const t = useTranslations('builder.forms.merge');
  return (
    <>
      <InputFieldsSelect
        label={t('fields')}
        hint={t('fieldsHint')}
        error={useFieldProblem(node, 'fields')}
        fields={useInputFields(node.id)}
        values={settings.fields}
        onChange={(fields) => change({ fields })}
      />
      <TextField
        label={t('separator')}
        hint={t('separatorHint')}
        mono
        maxLength={100}
        value={settings.separator}
        onChange={(separator) => change({ separator })}
      />
      <SettingTextField
        node={node}
        path="name"
        label={t('name')}
        value={settings.name}
        onChange={(name) => change({ name })}
      />
      <Advanced>
        <Switch
          label={t('skipBlank')}
          description={t('skipBlankHint')}
          checked={settings.skipBlank}
          onChange={(skipBlank) => change({ skipBlank })}
        />
        <Switch
          label={t('keepSources')}
          checked={settings.keepSources}
          onChange={(keepSources) => change({ keepSources })}
        />
      </Advanced>
    </>
  );
}
