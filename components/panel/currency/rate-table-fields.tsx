import { useTranslations } from 'next-intl';
import { isNumericType, isTemporalType } from '#core/graph/field-type.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';
import { CurrencySelect } from './currency-choice.tsx';

/** Which columns of the second input hold what, and the currency that rates go through. */
export function RateTableFields({ node, settings: { rates }, change }: NodeFormProps<'currency'>) {
  const t = useTranslations('builder.forms.currency');
  const fields = useInputFields(node.id, 'rates');
  const texts = fields.filter(({ type }) => type === 'text');
  const edit = (part: Partial<typeof rates>) => change({ rates: { ...rates, ...part } });
  return (
    <section aria-label={t('rates')} className="flex flex-col gap-3">
      <h3 className="font-medium text-ui">{t('rates')}</h3>
      <div className="grid grid-cols-2 items-start gap-x-1.5 gap-y-3">
        <InputFieldSelect
          label={t('rateDay')}
          error={useFieldProblem(node, 'rates.date')}
          fields={fields.filter(({ type }) => isTemporalType(type))}
          value={rates.date}
          onChange={(date) => edit({ date })}
        />
        <InputFieldSelect
          label={t('rate')}
          error={useFieldProblem(node, 'rates.rate')}
          fields={fields.filter(({ type }) => isNumericType(type))}
          value={rates.rate}
          onChange={(rate) => edit({ rate })}
        />
        <InputFieldSelect
          label={t('rateFrom')}
          optional
          clearable
          error={useFieldProblem(node, 'rates.from')}
          fields={texts}
          value={rates.from}
          onChange={(from) => edit({ from })}
        />
        <InputFieldSelect
          label={t('rateTo')}
          error={useFieldProblem(node, 'rates.to')}
          fields={texts}
          value={rates.to}
          onChange={(to) => edit({ to })}
        />
      </div>
      <CurrencySelect
        label={t('base')}
        hint={rates.from === '' ? t('baseOfAll', { base: rates.base || '?' }) : t('baseOfPairs')}
        node={node}
        field="rates.base"
        code={rates.base}
        onChange={(base) => edit({ base })}
      />
    </section>
  );
}
