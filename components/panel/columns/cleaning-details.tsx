import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { countries } from '#core/graph/countries.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { CleanedColumn } from '#core/graph/nodes/clean.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';

interface CleaningDetailsProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly column: CleanedColumn;
  readonly fields: readonly Field[];
  readonly onChange: (column: CleanedColumn) => void;
}

/** What must be known to read what a field holds. */
export function CleaningDetails(props: CleaningDetailsProps) {
  const { column, onChange } = props;
  const t = useTranslations('builder.forms.clean');
  return (
    <>
      {column.as === 'phone' && <PhoneCountry {...props} column={column} />}
      {column.as === 'email' && (
        <Switch
          label={t('sameInbox')}
          description={t('sameInboxHint')}
          checked={column.sameInbox}
          onChange={(sameInbox) => onChange({ ...column, sameInbox })}
        />
      )}
      {column.as === 'date' && (
        <>
          <Labelled label={t('order')}>
            <SegmentedControl
              label={t('order')}
              value={column.order}
              onChange={(order) => onChange({ ...column, order })}
              choices={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({ value, label: t(`orders.${value}`) }))}
            />
          </Labelled>
          <Switch
            label={t('withTime')}
            checked={column.withTime}
            onChange={(withTime) => onChange({ ...column, withTime })}
          />
        </>
      )}
      {column.as === 'number' && (
        <Labelled label={t('decimals')}>
          <SegmentedControl
            label={t('decimals')}
            value={column.decimalSeparator}
            onChange={(decimalSeparator) => onChange({ ...column, decimalSeparator })}
            choices={[
              { value: ',', label: '1.234,50' },
              { value: '.', label: '1,234.50' },
            ]}
          />
        </Labelled>
      )}
    </>
  );
}

type PhoneProps = CleaningDetailsProps & { readonly column: Extract<CleanedColumn, { as: 'phone' }> };

function PhoneCountry({ node, index, column, fields, onChange }: PhoneProps) {
  const t = useTranslations('builder.forms.clean');
  const locale = useLocale();
  const choices = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'region' });
    const named = countries.map(({ code, callingCode }) => ({
      value: code,
      label: `${names.of(code) ?? code} +${callingCode}`,
    }));
    return named.toSorted((left, right) => left.label.localeCompare(right.label, locale));
  }, [locale]);
  return (
    <>
      <ComboboxField
        label={t('country')}
        clearable={column.countryField !== ''}
        error={useFieldProblem(node, `columns.${index}.country`)}
        value={column.country === '' ? null : column.country}
        onChange={(country) => onChange({ ...column, country: country ?? '', countryField: '' })}
        choices={choices}
      />
      <InputFieldSelect
        label={t('countryField')}
        optional
        clearable
        error={useFieldProblem(node, `columns.${index}.countryField`)}
        fields={fields}
        value={column.countryField}
        onChange={(countryField) => onChange({ ...column, countryField, country: '' })}
      />
    </>
  );
}
