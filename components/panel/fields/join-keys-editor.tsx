import { Equal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { type JoinKey, keyComparisons } from '#core/graph/nodes/join-key.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { useInputFields } from '../use-input-fields.ts';
import { useFieldProblem } from './field-problem.tsx';
import { InputFieldSelect } from './input-field-select.tsx';
import { ListRow } from './list-row.tsx';
import { ListSection } from './list-section.tsx';
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
    <ListSection
      title={t('title')}
      node={node}
      field="keys"
      addLabel={t('add')}
      onAdd={() => onChange([...keys, { left: name, right: name, compare: 'text' }])}
    >
      {keys.map((key, index) => (
        <KeyRow
          // biome-ignore lint/suspicious/noArrayIndexKey: keys have no identity but their place
          key={index}
          node={node}
          index={index}
          pair={key}
          ports={ports}
          onChange={(part) => onChange(replaceAt(keys, index, part))}
          onRemove={() => onChange(removeAt(keys, index))}
        />
      ))}
    </ListSection>
  );
}

interface KeyRowProps extends Pick<JoinKeysEditorProps, 'node' | 'ports'> {
  readonly index: number;
  readonly pair: JoinKey;
  readonly onChange: (part: Partial<JoinKey>) => void;
  readonly onRemove: () => void;
}

function KeyRow({ node, index, pair, ports, onChange, onRemove }: KeyRowProps) {
  const t = useTranslations('builder.forms.joinKeys');
  return (
    <ListRow removeLabel={t('remove')} onRemove={onRemove}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
        <InputFieldSelect
          label={t('left')}
          hideLabel
          error={useFieldProblem(node, `keys.${index}.left`)}
          fields={useInputFields(node.id, ports[0])}
          value={pair.left}
          onChange={(left) => onChange({ left })}
        />
        <Equal aria-hidden className="mt-2 size-4 text-ink-3" />
        <InputFieldSelect
          label={t('right')}
          hideLabel
          error={useFieldProblem(node, `keys.${index}.right`)}
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
      <SectionProblem node={node} field={`keys.${index}`} />
    </ListRow>
  );
}
