import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function UnionForm({ settings, change }: NodeFormProps<'union'>) {
  const t = useTranslations('builder.forms.union');
  return (
    <>
      <p className="text-ink-2 text-ui">{t('explanation')}</p>
      <Switch
        label={t('distinct')}
        description={t('distinctHint')}
        checked={settings.distinct}
        onChange={(distinct) => change({ distinct })}
      />
    </>
  );
}
