import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { NumberField } from '../fields/number-field.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function SampleForm({ settings, change }: NodeFormProps<'sample'>) {
  const t = useTranslations('builder.forms.sampleRows');
  const { method, rows, step, seed } = settings;
  return (
    <>
      <Labelled label={t('method')}>
        <SegmentedControl
          label={t('method')}
          value={method}
          onChange={(next) => change({ method: next })}
          choices={(['first', 'every', 'random'] as const).map((value) => ({ value, label: t(`methods.${value}`) }))}
        />
      </Labelled>
      {method === 'every' ? (
        <NumberField
          label={t('step')}
          hint={t('stepHint')}
          value={step}
          min={2}
          max={1_000_000_000}
          onChange={(next) => change({ step: next ?? step })}
        />
      ) : (
        <NumberField
          label={t('rows')}
          value={rows}
          min={1}
          max={1_000_000_000}
          onChange={(next) => change({ rows: next ?? rows })}
        />
      )}
      {method === 'random' && (
        <NumberField
          label={t('seed')}
          hint={t('seedHint')}
          value={seed}
          min={0}
          max={2_147_483_647}
          onChange={(next) => change({ seed: next ?? seed })}
        />
      )}
    </>
  );
}
