import { useTranslations } from 'next-intl';
import { isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import { CurrencyChoice } from '../currency/currency-choice.tsx';
import { CurrencyResult } from '../currency/currency-result.tsx';
import { RateTableFields } from '../currency/rate-table-fields.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function CurrencyForm(props: NodeFormProps<'currency'>) {
  const { node, settings, change } = props;
  const t = useTranslations('builder.forms.currency');
  const fields = useInputFields(node.id);
  const suggest = (amount: string, code: string) => [amount, code.toLowerCase()].filter(Boolean).join('_');
  /** A name that was suggested follows the choice; a typed one stays. */
  const isSuggested = settings.name === '' || settings.name === suggest(settings.amount, settings.to.code);
  return (
    <>
      <InputFieldSelect
        label={t('amount')}
        error={useFieldProblem(node, 'amount')}
        fields={fields.filter(({ type }) => isNumericType(type))}
        value={settings.amount}
        onChange={(amount) => change({ amount, ...(isSuggested && { name: suggest(amount, settings.to.code) }) })}
      />
      <CurrencyChoice
        label={t('from')}
        node={node}
        side="from"
        value={settings.from}
        onChange={(from) => change({ from })}
      />
      <CurrencyChoice
        label={t('to')}
        node={node}
        side="to"
        value={settings.to}
        onChange={(to) => change({ to, ...(isSuggested && { name: suggest(settings.amount, to.code) }) })}
      />
      <SettingTextField
        node={node}
        path="name"
        label={t('name')}
        value={settings.name}
        onChange={(name) => change({ name })}
      />
      <InputFieldSelect
        label={t('date')}
        optional
        clearable
        hint={t('dateHint')}
        error={useFieldProblem(node, 'date')}
        fields={fields.filter(({ type }) => isTemporalType(type))}
        value={settings.date}
        onChange={(date) => change({ date })}
      />
      <RateTableFields {...props} />
      <CurrencyResult {...props} />
    </>
  );
}
