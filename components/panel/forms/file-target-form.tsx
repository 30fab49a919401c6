import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { SettingTextField } from '../fields/setting-text-field.tsx';
import type { NodeFormProps } from '../node-form.ts';

const formats = ['csv', 'json', 'ndjson', 'parquet'] as const;

export function FileTargetForm({ node, settings, change }: NodeFormProps<'file-target'>) {
  const t = useTranslations('builder.forms.fileTarget');
  return (
    <>
      <SelectField
        label={t('format')}
        value={settings.format}
        onChange={(format) => change({ format })}
        choices={formats.map((value) => ({
          value,
          label: t(`formats.${value}.name`),
          description: t(`formats.${value}.description`),
        }))}
      />
      <SettingTextField
        node={node}
        path="fileName"
        label={t('fileName')}
        maxLength={120}
        value={settings.fileName}
        suffix={<span className="pr-1.5 text-ink-3 text-meta">.{settings.format}</span>}
        onChange={(fileName) => change({ fileName })}
      />
      <p className="text-ink-2 text-ui">{t('explanation')}</p>
      {settings.format === 'csv' && (
        <Advanced>
          <Switch
            label={t('escapeFormulas')}
            description={t('escapeFormulasHint')}
            checked={settings.escapeFormulas}
            onChange={(escapeFormulas) => change({ escapeFormulas })}
          />
        </Advanced>
      )}
    </>
  );
}
