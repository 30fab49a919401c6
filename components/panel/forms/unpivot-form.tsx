import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function UnpivotForm({ node, settings, change }: NodeFormProps<'unpivot'>) {
  const t = useTranslations('builder.forms.unpivot');
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
      <SettingTextField
        node={node}
        path="nameColumn"
        label={t('nameColumn')}
        hint={t('nameColumnHint')}
        value={settings.nameColumn}
        onChange={(nameColumn) => change({ nameColumn })}
      />
      <SettingTextField
        node={node}
        path="valueColumn"
        label={t('valueColumn')}
        value={settings.valueColumn}
        onChange={(valueColumn) => change({ valueColumn })}
      />
      <Advanced>
        <Switch label={t('keepBlank')} checked={settings.keepBlank} onChange={(keepBlank) => change({ keepBlank })} />
      </Advanced>
    </>
  );
}
