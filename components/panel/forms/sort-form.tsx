import { useTranslations } from 'next-intl';
import { Advanced } from '../fields/advanced.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { OrderByEditor } from '../fields/order-by-editor.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function SortForm({ node, settings, change }: NodeFormProps<'sort'>) {
  const t = useTranslations('builder.forms.sort');
  const { by, limit, offset } = settings;
  return (
    <>
      <OrderByEditor title={t('by')} node={node} field="by" entries={by} onChange={(next) => change({ by: next })} />
      <NumberField
        label={t('limit')}
        optional
        nullable
        placeholder={t('all')}
        value={limit}
        min={1}
        max={1_000_000_000}
        onChange={(next) => change({ limit: next })}
      />
      <Advanced>
        <NumberField
          label={t('offset')}
          hint={t('offsetHint')}
          value={offset}
          min={0}
          max={1_000_000_000}
          onChange={(next) => change({ offset: next ?? 0 })}
        />
      </Advanced>
    </>
  );
}
