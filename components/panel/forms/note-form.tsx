import { useTranslations } from 'next-intl';
import { TextArea } from '#components/ui/text-area.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function NoteForm({ settings, change }: NodeFormProps<'note'>) {
  const t = useTranslations('builder.forms.note');
  return (
    <TextArea label={t('text')} rows={8} maxLength={5000} value={settings.text} onChange={(text) => change({ text })} />
  );
}
