import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { createProtection, type Protection } from '#core/graph/nodes/protect.ts';
import { removeAt } from '../edit-list.ts';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { ProtectedColumnRow } from '../protect/protected-column-row.tsx';
import { useInputFields } from '../use-input-fields.ts';

/** What one most likely does to a field, by the words in its name. */
const guesses: readonly (readonly [RegExp, Protection])[] = [
  [/mail|correo/i, 'hash'],
  [/(^|_)id$|key|clave/i, 'token'],
  [/phone|mobile|tel[eé]?f|m[oó]vil|card|tarjeta|iban/i, 'mask'],
];

export function ProtectForm({ node, settings, change }: NodeFormProps<'protect'>) {
  const t = useTranslations('builder.forms.protect');
  const { columns, unreadable } = settings;
  const fields = useInputFields(node.id);
  const open = fields.filter(({ name }) => !columns.some(({ field }) => field === name));
  const add = (name: string) => {
    const as = guesses.find(([pattern]) => pattern.test(name))?.[1] ?? 'encrypt';
    change({ columns: [...columns, createProtection(as, name)] });
  };
  return (
    <>
      <ul aria-label={t('columns')} className="flex flex-col gap-4">
        {columns.map((column, index) => (
          <ProtectedColumnRow
            // biome-ignore lint/suspicious/noArrayIndexKey: one field may be listed twice
            key={index}
            node={node}
            index={index}
            column={column}
            fields={fields}
            onChange={(next) => change({ columns: columns.with(index, next) })}
            onRemove={() => change({ columns: removeAt(columns, index) })}
          />
        ))}
      </ul>
      <InputFieldSelect label={t('add')} fields={open} value="" onChange={add} />
      <SectionProblem node={node} field="columns" />
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
