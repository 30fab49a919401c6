import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { CurrencySettings } from '#core/graph/nodes/currency.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { useInputFields } from '../use-input-fields.ts';

/** Every currency that has a name, by its code; code and name are both found by typing. */
function useCurrencies() {
  const locale = useLocale();
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: `${code} ${names.of(code) ?? ''}`.trim(),
    }));
  }, [locale]);
}

interface CurrencySelectProps {
  readonly label: string;
  readonly hint?: string;
  readonly hideLabel?: boolean;
  readonly node: GraphNode;
  /** The setting that holds the code. */
  readonly field: string;
  readonly code: string;
  readonly onChange: (code: string) => void;
}

/** One currency. */
export function CurrencySelect({ node, field, code, onChange, ...texts }: CurrencySelectProps) {
  const choices = useCurrencies();
  const value = code.toUpperCase();
  const isListed = value === '' || choices.some((choice) => choice.value === value);
  return (
    <ComboboxField
      {...texts}
      error={useFieldProblem(node, field)}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      choices={isListed ? choices : [{ value, label: value }, ...choices]}
    />
  );
}

interface CurrencyChoiceProps {
  readonly label: string;
  readonly node: GraphNode;
  readonly side: 'from' | 'to';
  readonly value: CurrencySettings['from'];
  readonly onChange: (value: CurrencySettings['from']) => void;
}

/** The same currency for every row, or the one that a field names. */
export function CurrencyChoice({ label, node, side, value, onChange }: CurrencyChoiceProps) {
  const t = useTranslations('builder.forms.currency');
  const texts = useInputFields(node.id).filter(({ type }) => type === 'text');
  const [way, setWay] = useState<'field' | 'code'>(value.field !== '' || value.code === '' ? 'field' : 'code');
  const pick = (next: 'field' | 'code') => {
    setWay(next);
    onChange({ field: '', code: '' });
  };
  const fieldProblem = useFieldProblem(node, `${side}.field`);
  const missing = useFieldProblem(node, `${side}.code`);
  return (
    <div className="grid gap-1.5">
      <Labelled label={label}>
        <SegmentedControl
          label={label}
          value={way}
          onChange={pick}
          choices={(['field', 'code'] as const).map((each) => ({ value: each, label: t(`ways.${each}`) }))}
        />
      </Labelled>
      {way === 'field' ? (
        <InputFieldSelect
          label={t('codeField')}
          hideLabel
          hint={t('codeFieldHint')}
          error={fieldProblem ?? missing}
          fields={texts}
          value={value.field}
          onChange={(field) => onChange({ field, code: '' })}
        />
      ) : (
        <CurrencySelect
          label={label}
          hideLabel
          node={node}
          field={`${side}.code`}
          code={value.code}
          onChange={(code) => onChange({ field: '', code })}
        />
      )}
    </div>
  );
}
