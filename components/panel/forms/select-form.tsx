import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Field } from '#core/graph/field-type.ts';
import { moveItem, removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';
import type { NodeFormProps } from '../node-form.ts';
import { SelectColumnRow } from '../select/select-column-row.tsx';
import { useInputFields } from '../use-input-fields.ts';

function keepField({ name }: Field): NodeFormProps<'select'>['settings']['columns'][number] {
  return { source: name, name, type: null, format: '' };
}

export function SelectForm({ node, settings, change }: NodeFormProps<'select'>) {
  const t = useTranslations('builder.forms.select');
  const fields = useInputFields(node.id);
  const { columns, rest, onCastError } = settings;
  const { keys, move, remove } = useEntryKeys(columns.length);
  const unlisted = fields.filter(({ name }) => !columns.some(({ source }) => source === name));
  return (
    <>
      <section className="flex flex-col gap-2">
        <header className="flex items-center justify-between gap-2">
          <h3 className="font-medium text-ui">{t('columns', { count: columns.length })}</h3>
          {unlisted.length > 0 && (
            <Button
              size="small"
              variant="ghost"
              onClick={() => change({ columns: [...columns, ...unlisted.map(keepField)] })}
            >
              {t('addAll', { count: unlisted.length })}
            </Button>
          )}
        </header>
        <ul className="flex flex-col gap-1.5">
          {columns.map((column, index) => (
            <SelectColumnRow
              key={keys[index]}
              node={node}
              index={index}
              column={column}
              type={fields.find(({ name }) => name === column.source)?.type ?? null}
              known={fields.length === 0 || fields.some(({ name }) => name === column.source)}
              onChange={(part) => change({ columns: replaceAt(columns, index, part) })}
              onRemove={() => {
                remove(index);
                change({ columns: removeAt(columns, index) });
              }}
              onMove={(step) => {
                move(index, index + step);
                change({ columns: moveItem(columns, index, index + step) });
              }}
            />
          ))}
        </ul>
        <InputFieldSelect
          label={t('addColumn')}
          hideLabel
          fields={unlisted}
          value=""
          onChange={(name) => {
            const field = fields.find((candidate) => candidate.name === name);
            if (field !== undefined) change({ columns: [...columns, keepField(field)] });
          }}
        />
        <SectionProblem node={node} field="columns" />
      </section>
      <Labelled label={t('rest')} hint={t(`restHint.${rest}`)}>
        <SegmentedControl
          label={t('rest')}
          value={rest}
          onChange={(next) => change({ rest: next })}
          choices={[
            { value: 'keep', label: t('restKeep') },
            { value: 'drop', label: t('restDrop') },
          ]}
        />
      </Labelled>
      <Advanced>
        <Switch
          label={t('reject')}
          description={t('rejectHint')}
          checked={onCastError === 'reject'}
          onChange={(reject) => change({ onCastError: reject ? 'reject' : 'blank' })}
        />
      </Advanced>
    </>
  );
}
