import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { useInputFields } from '../use-input-fields.ts';
import { useFieldProblem } from './field-problem.tsx';
import { InputFieldSelect } from './input-field-select.tsx';
import { type EntryProps, ListEditor } from './list-editor.tsx';
import { ListRow } from './list-row.tsx';

interface Entry {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

interface OrderByEditorProps {
  readonly title: string;
  readonly node: GraphNode;
  /** The setting that holds the order. */
  readonly field: string;
  readonly entries: readonly Entry[];
  readonly onChange: (entries: Entry[]) => void;
}

/** Fields to order by, the first one first. */
export function OrderByEditor({ title, node, field, entries, onChange }: OrderByEditorProps) {
  const t = useTranslations('builder.forms.sort');
  return (
    <ListEditor
      title={title}
      node={node}
      field={field}
      addLabel={t('add')}
      entries={entries}
      create={(): Entry => ({ field: '', direction: 'asc' })}
      onChange={onChange}
    >
      {(row) => <OrderRow {...row} />}
    </ListEditor>
  );
}

function OrderRow({ node, path, entry, onChange, onRemove }: EntryProps<Entry>) {
  const t = useTranslations('builder.forms.sort');
  const fields = useInputFields(node.id);
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <InputFieldSelect
        label={t('field')}
        hideLabel
        error={useFieldProblem(node, `${path}.field`)}
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
