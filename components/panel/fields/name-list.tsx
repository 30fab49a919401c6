import { useTranslations } from 'next-intl';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt } from '../edit-list.ts';
import { useFieldProblem } from './field-problem.tsx';
import { ListRow } from './list-row.tsx';
import { ListSection } from './list-section.tsx';

interface NameListProps {
  readonly title: string;
  readonly node: GraphNode;
  readonly field: string;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
}

/** Names of new columns, in order. */
export function NameList({ title, node, field, names, onChange }: NameListProps) {
  const t = useTranslations('builder.panel');
  return (
    <ListSection
      title={title}
      node={node}
      field={field}
      addLabel={t('addColumn')}
      onAdd={() => onChange([...names, ''])}
    >
      {names.map((name, index) => (
        <NameRow
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be empty or repeated while typing
          key={index}
          node={node}
          path={`${field}.${index}`}
          name={name}
          onChange={(next) => onChange(names.with(index, next))}
          onRemove={() => onChange(removeAt(names, index))}
        />
      ))}
    </ListSection>
  );
}

interface NameRowProps {
  readonly node: GraphNode;
  readonly path: string;
  readonly name: string;
  readonly onChange: (name: string) => void;
  readonly onRemove: () => void;
}

function NameRow({ node, path, name, onChange, onRemove }: NameRowProps) {
  const t = useTranslations('builder.panel');
  return (
    <ListRow removeLabel={t('removeColumn')} onRemove={onRemove}>
      <TextField
        label={t('columnName')}
        hideLabel
        placeholder={t('columnName')}
        maxLength={200}
        error={useFieldProblem(node, path)}
        value={name}
        onChange={onChange}
      />
    </ListRow>
  );
}
