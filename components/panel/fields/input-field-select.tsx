import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { typeIcons } from '#components/preview/type-icons.ts';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import type { FieldTexts } from '#components/ui/field.tsx';
import { MultiComboboxField } from '#components/ui/multi-combobox-field.tsx';
import type { Field } from '#core/graph/field-type.ts';

/** Fields as choices; the type is told by its icon and in words. */
export function useFieldChoices(fields: readonly Field[]) {
  return useMemo(() => fields.map(({ name, type }) => ({ value: name, label: name, icon: typeIcons[type] })), [fields]);
}

interface InputFieldSelectProps extends FieldTexts {
  fields: readonly Field[];
  value: string;
  onChange: (name: string) => void;
  clearable?: boolean;
}

/** One field of the rows that come in. */
export function InputFieldSelect({ fields, value, onChange, clearable, ...texts }: InputFieldSelectProps) {
  const t = useTranslations('builder.panel');
  const choices = useFieldChoices(fields);
  return (
    <ComboboxField
      {...texts}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      choices={choices}
      clearable={clearable ?? false}
      placeholder={t('chooseField')}
      emptyText={fields.length === 0 ? t('fieldsUnknown') : t('noSuchField')}
    />
  );
}

interface InputFieldsSelectProps extends FieldTexts {
  fields: readonly Field[];
  values: readonly string[];
  onChange: (names: string[]) => void;
  placeholder?: string;
}

/** Several fields of the rows that come in, in the order they were picked. */
export function InputFieldsSelect({ fields, values, onChange, placeholder, ...texts }: InputFieldsSelectProps) {
  const t = useTranslations('builder.panel');
  const choices = useFieldChoices(fields);
  return (
    <MultiComboboxField
      {...texts}
      values={values}
      onChange={onChange}
      choices={choices}
      placeholder={placeholder ?? t('chooseFields')}
      emptyText={fields.length === 0 ? t('fieldsUnknown') : t('noSuchField')}
    />
  );
}
