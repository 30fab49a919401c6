import { useTranslations } from 'next-intl';
import { NestedColumnsForm } from '../nested/nested-columns-form.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function ParseJsonForm(props: NodeFormProps<'parse-json'>) {
  const t = useTranslations('builder.forms.parseJson');
  const texts = { field: t('field'), fieldHint: t('fieldHint'), columnsHint: t('columnsHint') };
  return <NestedColumnsForm {...props} type="text" texts={texts} />;
}
