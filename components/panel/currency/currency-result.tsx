import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { NumberField } from '../fields/number-field.tsx';
import type { NodeFormProps } from '../node-form.ts';

/** What becomes of rows without a rate, and how results are rounded and called. */
export function CurrencyResult({ node, settings, change }: NodeFormProps<'currency'>) {
  const t = useTranslations('builder.forms.currency');
  const problems = {
    rateName: useFieldProblem(node, 'rateName'),
    rateDateName: useFieldProblem(node, 'rateDateName'),
  };
  return (
    <>
      <Labelled label={t('missing')} hint={t(`missingHints.${settings.missing}`)}>
        <SegmentedControl
          label={t('missing')}
          value={settings.missing}
          onChange={(missing) => change({ missing })}
          choices={(['blank', 'reject'] as const).map((value) => ({ value, label: t(`missings.${value}`) }))}
        />
      </Labelled>
      <Advanced>
        <NumberField
          label={t('maxAge')}
          hint={t('maxAgeHint')}
          nullable
          min={0}
          max={36_500}
          value={settings.maxAgeDays}
          onChange={(maxAgeDays) => change({ maxAgeDays })}
        />
        <Labelled label={t('rounding')} hint={t(`roundingHints.${settings.rounding}`)}>
          <SegmentedControl
            label={t('rounding')}
            value={settings.rounding}
            onChange={(rounding) => change({ rounding })}
            choices={(['half_even', 'half_up'] as const).map((value) => ({ value, label: t(`roundings.${value}`) }))}
          />
        </Labelled>
        <NumberField
          label={t('decimals')}
          hint={t('decimalsHint')}
          nullable
          min={0}
          max={10}
          value={settings.decimals}
          onChange={(decimals) => change({ decimals })}
        />
        {(['rateName', 'rateDateName'] as const).map((setting) => (
          <TextField
            key={setting}
            label={t(setting)}
            optional
            maxLength={200}
            error={problems[setting]}
            value={settings[setting]}
            onChange={(name) => change({ [setting]: name })}
          />
        ))}
      </Advanced>
    </>
  );
}
