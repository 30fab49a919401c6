import { useTranslations } from 'next-intl';

/** Nothing to set: the Run button starts the pipeline. */
export function ManualTriggerForm() {
  const t = useTranslations('builder.forms.manual');
  return <p className="text-ink-2 text-ui">{t('explanation')}</p>;
}
