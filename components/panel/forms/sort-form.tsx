import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { useInputFields } from '../use-input-fields.ts';

export function SortForm({ node, settings, change }: NodeFormProps<'sort'>) {
  const t = useTranslations('builder.forms.sort');
  const { by, limit, offset } = settings;
  return (
    <>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-ui">{t('by')}</h3>
        <ul className="flex flex-col gap-2">
          {by.map((entry, index) => (
            <SortRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the order is the meaning
              key={index}
              node={node}
              index={index}
              entry={entry}
              onChange={(part) => change({ by: replaceAt(by, index, part) })}
              onRemove={() => change({ by: removeAt(by, index) })}
            />
          ))}
        </ul>
        <Button
          size="small"
          icon={Plus}
          className="self-start"
          onClick={() => change({ by: [...by, { field: '', direction: 'asc' }] })}
        >
          {t('add')}
        </Button>
        <SectionProblem node={node} field="by" />
      </section>
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

type Entry = NodeFormProps<'sort'>['settings']['by'][number];

interface SortRowProps {
  readonly node: GraphNode;
  readonly index: number;
  readonly entry: Entry;
  readonly onChange: (part: Partial<Entry>) => void;
  readonly onRemove: () => void;
}

function SortRow({ node, index, entry, onChange, onRemove }: SortRowProps) {
  const t = useTranslations('builder.forms.sort');
  const fields = useInputFields(node.id);
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <InputFieldSelect
        label={t('field')}
        hideLabel
        error={useFieldProblem(node, `by.${index}.field`)}
        fields={fields}
        value={entry.field}
        onChange={(field) => onChange({ field })}
      />
      <SegmentedControl
        label={t('direction')}
        value={entry.direction}
        onChange={(direction) => onChange({ direction })}
        choices={[
          { value: 'asc', label: t('asc') },
          { value: 'desc', label: t('desc') },
        ]}
      />
    </ListRow>
  );
}
