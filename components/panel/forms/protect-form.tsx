import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { createProtection, type Protection, protections } from '#core/graph/nodes/protect.ts';
import { ProtectionDetails } from '../columns/protection-details.tsx';
import { TreatedColumns } from '../columns/treated-columns.tsx';
import { Labelled } from '../fields/labelled.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

/** What one most likely does to a field, by the words in its name. */
const guesses: readonly (readonly [RegExp, Protection])[] = [
  [/mail|correo/i, 'hash'],
  [/(^|_)id$|key|clave/i, 'token'],
  [/phone|mobile|tel[eé]?f|m[oó]vil|card|tarjeta|iban/i, 'mask'],
  [/./, 'encrypt'],
];

export function ProtectForm({ node, settings, change }: NodeFormProps<'protect'>) {
  const t = useTranslations('builder.forms.protect');
  const { columns, unreadable } = settings;
  const fields = useInputFields(node.id);
  return (
    <>
      <TreatedColumns
        node={node}
        columns={columns}
        fields={fields}
        kinds={protections.map((value) => ({
          value,
          label: t(`kinds.${value}.name`),
          description: t(`kinds.${value}.description`),
        }))}
        labels={{ list: t('columns'), field: t('field'), as: t('as'), add: t('add') }}
        removeLabel={(field) => t('remove', { field })}
        guesses={guesses}
        create={createProtection}
        onChange={(next) => change({ columns: next })}
        details={(column, index, onChange) => (
          <ProtectionDetails node={node} index={index} column={column} onChange={onChange} />
        )}
      />
      {columns.some(({ as }) => as === 'decrypt') && (
        <Labelled label={t('unreadable')} hint={t('unreadableHint')}>
          <SegmentedControl
            label={t('unreadable')}
            value={unreadable}
            onChange={(next) => change({ unreadable: next })}
            choices={(['reject', 'blank'] as const).map((value) => ({ value, label: t(`unreadables.${value}`) }))}
          />
        </Labelled>
      )}
    </>
  );
}
