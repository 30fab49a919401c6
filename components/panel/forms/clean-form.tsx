import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { type Cleaning, createCleaning } from '#core/graph/nodes/clean.ts';
import { CleanedColumnRow } from '../clean/cleaned-column-row.tsx';
import { removeAt } from '../edit-list.ts';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
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
];

export function CleanForm({ node, settings, change }: NodeFormProps<'clean'>) {
  const t = useTranslations('builder.forms.clean');
  const { columns, onFailure } = settings;
  const texts = useInputFields(node.id).filter(({ type }) => type === 'text');
  const open = texts.filter(({ name }) => !columns.some(({ field }) => field === name));
  const add = (name: string) => {
    const as = guesses.find(([pattern]) => pattern.test(name))?.[1] ?? 'name';
    change({ columns: [...columns, createCleaning(as, name)] });
  };
  return (
    <>
      <ul aria-label={t('columns')} className="flex flex-col gap-2">
        {columns.map((column, index) => (
          <CleanedColumnRow
            // biome-ignore lint/suspicious/noArrayIndexKey: one field may be listed twice
            key={index}
            node={node}
            index={index}
            column={column}
            fields={texts}
            onChange={(next) => change({ columns: columns.with(index, next) })}
            onRemove={() => change({ columns: removeAt(columns, index) })}
          />
        ))}
      </ul>
      <InputFieldSelect label={t('add')} fields={open} value="" onChange={add} />
      <SectionProblem node={node} field="columns" />
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
