import { Fragment, type ReactNode } from 'react';
import type { GraphNode } from '#core/graph/graph.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { ListSection, type ListSectionProps } from './list-section.tsx';
import { useEntryKeys } from './use-entry-keys.ts';

/** What the row of an entry is given. */
export interface EntryProps<Entry> {
  readonly node: GraphNode;
  /** The place of the entry in the settings, such as `columns.2`. */
  readonly path: string;
  readonly entry: Entry;
  readonly onChange: (part: Partial<Entry>) => void;
  readonly onRemove: () => void;
}

interface ListEditorProps<Entry> extends Omit<ListSectionProps, 'onAdd' | 'children'> {
  readonly entries: readonly Entry[];
  /** The entry that is added by the button. */
  readonly create: () => Entry;
  readonly onChange: (entries: Entry[]) => void;
  readonly children: (row: EntryProps<Entry>) => ReactNode;
}

/** A list of settings whose entries are changed, removed and added one by one. */
export function ListEditor<Entry extends object>(props: ListEditorProps<Entry>) {
  const { entries, create, onChange, children, ...section } = props;
  const { keys, remove } = useEntryKeys(entries.length);
  return (
    <ListSection {...section} onAdd={() => onChange([...entries, create()])}>
      {entries.map((entry, index) => (
        <Fragment key={keys[index]}>
          {children({
            node: section.node,
            path: `${section.field}.${index}`,
            entry,
            onChange: (part) => onChange(replaceAt(entries, index, part)),
            onRemove: () => {
              remove(index);
              onChange(removeAt(entries, index));
            },
          })}
        </Fragment>
      ))}
    </ListSection>
  );
}
