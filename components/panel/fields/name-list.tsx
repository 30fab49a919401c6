import { useTranslations } from 'next-intl';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt } from '../edit-list.ts';
import { ListRow } from './list-row.tsx';
import { ListSection } from './list-section.tsx';
import { SettingTextField } from './setting-text-field.tsx';
import { useEntryKeys } from './use-entry-keys.ts';

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
  const { keys, remove } = useEntryKeys(names.length);
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
          key={keys[index]}
          node={node}
          path={`${field}.${index}`}
          name={name}
          onChange={(next) => onChange(names.with(index, next))}
          onRemove={() => {
            remove(index);
            onChange(removeAt(names, index));
          }}
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
      <SettingTextField node={node} path={path} label={t('columnName')} hideLabel value={name} onChange={onChange} />
    </ListRow>
  );
}
