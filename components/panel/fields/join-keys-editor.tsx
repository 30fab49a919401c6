import { Equal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { type JoinKey, keyComparisons } from '#core/graph/nodes/join-key.ts';
import { useInputFields } from '../use-input-fields.ts';
import { useFieldProblem } from './field-problem.tsx';
import { InputFieldSelect } from './input-field-select.tsx';
import { type EntryProps, ListEditor } from './list-editor.tsx';
import { ListRow } from './list-row.tsx';
import { SectionProblem } from './section-problem.tsx';

interface JoinKeysEditorProps {
  readonly node: GraphNode;
  readonly keys: readonly JoinKey[];
  /** The ports whose rows are compared. */
  readonly ports: readonly [left: string, right: string];
  readonly onChange: (keys: JoinKey[]) => void;
}

/** Pairs of fields that must match, and how they are compared. */
export function JoinKeysEditor({ node, keys, ports, onChange }: JoinKeysEditorProps) {
  const t = useTranslations('builder.forms.joinKeys');
  const left = useInputFields(node.id, ports[0]);
  const right = useInputFields(node.id, ports[1]);
  /** Columns of the same name on both sides are the likeliest key. */
  const shared = left.find(
    ({ name }) => right.some((field) => field.name === name) && !keys.some((key) => key.left === name),
  );
  const name = shared?.name ?? '';
  return (
    <ListEditor
      title={t('title')}
      node={node}
      field="keys"
      addLabel={t('add')}
      entries={keys}
      create={(): JoinKey => ({ left: name, right: name, compare: 'text' })}
      onChange={onChange}
    >
      {(row) => <KeyRow {...row} ports={ports} />}
    </ListEditor>
  );
}

function KeyRow({
  node,
  path,
  entry: pair,
  ports,
  onChange,
  onRemove,
}: EntryProps<JoinKey> & Pick<JoinKeysEditorProps, 'ports'>) {
  const t = useTranslations('builder.forms.joinKeys');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <InputFieldSelect
          label={t('left')}
          hideLabel
          error={useFieldProblem(node, `${path}.left`)}
          fields={useInputFields(node.id, ports[0])}
          value={pair.left}
          onChange={(left) => onChange({ left })}
        />
        <Equal aria-hidden className="mt-2 size-4 text-ink-3" />
        <InputFieldSelect
          label={t('right')}
          hideLabel
          error={useFieldProblem(node, `${path}.right`)}
          fields={useInputFields(node.id, ports[1])}
          value={pair.right}
          onChange={(right) => onChange({ right })}
        />
      </div>
      <SelectField
        label={t('compare')}
        hideLabel
        value={pair.compare}
        onChange={(compare) => onChange({ compare })}
        choices={keyComparisons.map((value) => ({
          value,
          label: t(`comparisons.${value}.name`),
          description: t(`comparisons.${value}.description`),
        }))}
      />
      <SectionProblem node={node} field={path} />
    </ListRow>
  );
}
