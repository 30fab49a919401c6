import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { type Cleaning, cleanings, createCleaning } from '#core/graph/nodes/clean.ts';
import { CleaningDetails } from '../columns/cleaning-details.tsx';
import { TreatedColumns } from '../columns/treated-columns.tsx';
import { Labelled } from '../fields/labelled.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

/** What a field most likely holds, by the words in its name. */
const guesses: readonly (readonly [RegExp, Cleaning])[] = [
  [/mail|correo/i, 'email'],
  [/phone|mobile|tel[eé]?f|m[oó]vil|celular/i, 'phone'],
  [/country|pa[ií]s/i, 'country'],
  [/url|web|link|enlace|page|p[aá]gina/i, 'url'],
  [/date|fecha|born|birth|_at$|nacim/i, 'date'],
  [/amount|price|total|importe|precio|cantidad/i, 'number'],
  [/./, 'name'],
];

export function CleanForm({ node, settings, change }: NodeFormProps<'clean'>) {
  const t = useTranslations('builder.forms.clean');
  const { columns, onFailure } = settings;
  const fields = useInputFields(node.id).filter(({ type }) => type === 'text');
  return (
    <>
      <TreatedColumns
        node={node}
        columns={columns}
        fields={fields}
        kinds={cleanings.map((value) => ({
          value,
          label: t(`kinds.${value}.name`),
          description: t(`kinds.${value}.description`),
        }))}
        labels={{ list: t('columns'), field: t('field'), as: t('as'), add: t('add') }}
        removeLabel={(field) => t('remove', { field })}
        guesses={guesses}
        create={createCleaning}
        onChange={(next) => change({ columns: next })}
        details={(column, index, onChange) => (
          <CleaningDetails node={node} index={index} column={column} fields={fields} onChange={onChange} />
        )}
      />
      <Labelled label={t('onFailure')} hint={t(`failureHint.${onFailure}`, { field: columns[0]?.field || t('field') })}>
        <SegmentedControl
          label={t('onFailure')}
          value={onFailure}
          onChange={(next) => change({ onFailure: next })}
          choices={(['keep_original', 'reject'] as const).map((value) => ({ value, label: t(`failures.${value}`) }))}
        />
      </Labelled>
    </>
  );
}
