import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { sampleDatasets } from '#core/graph/nodes/sample-source.ts';
import { NumberField } from '../fields/number-field.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function SampleSourceForm({ settings, change }: NodeFormProps<'sample-source'>) {
  const t = useTranslations('builder.forms.sample');
  return (
    <>
      <SelectField
        label={t('dataset')}
        value={settings.dataset}
        onChange={(dataset) => change({ dataset })}
        choices={sampleDatasets.map((value) => ({
          value,
          label: t(`datasets.${value}.name`),
          description: t(`datasets.${value}.description`),
        }))}
      />
      <NumberField
        label={t('rows')}
        hint={t('rowsHint')}
        value={settings.rows}
        min={1}
        max={10_000_000}
        onChange={(rows) => rows !== null && change({ rows })}
      />
    </>
  );
}
