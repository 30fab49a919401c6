import { useTranslations } from 'next-intl';
import { NestedColumnsForm } from '../nested/nested-columns-form.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function FlattenForm(props: NodeFormProps<'flatten'>) {
  const t = useTranslations('builder.forms.flatten');
  const texts = { field: t('field'), fieldHint: t('fieldHint'), columnsHint: t('columnsHint') };
  return <NestedColumnsForm {...props} type="json" texts={texts} />;
}
