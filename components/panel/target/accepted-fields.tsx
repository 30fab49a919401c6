import { FileJson } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import type { AcceptedField } from '#core/graph/nodes/accepted-field.ts';
import { removeAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { ListSection } from '../fields/list-section.tsx';
import { useEntryKeys } from '../fields/use-entry-keys.ts';
import { AcceptedFieldRow } from './accepted-field-row.tsx';
import { ReadSchemaDialog } from './read-schema-dialog.tsx';

interface AcceptedFieldsProps {
  readonly node: GraphNode;
  readonly accepts: readonly AcceptedField[];
  /** `POST /contacts`: which request of a document is meant. */
  readonly request: string;
  readonly onChange: (accepts: AcceptedField[]) => void;
}

/** What an API says of the fields it takes, typed or read from its own document. */
export function AcceptedFields({ node, accepts, request, onChange }: AcceptedFieldsProps) {
  const t = useTranslations('builder.forms.httpTarget.accepts');
  const [isReading, setReading] = useState(false);
  const { keys, remove } = useEntryKeys(accepts.length);
  return (
    <Advanced label={accepts.length === 0 ? t('title') : t('titleOf', { count: accepts.length })}>
      <ListSection
        title={t('title')}
        hint={t('hint')}
        node={node}
        field="accepts"
        addLabel={t('add')}
        onAdd={() => onChange([...accepts, { name: '' }])}
        more={
          <Button size="small" icon={FileJson} onClick={() => setReading(true)}>
            {t('read')}
          </Button>
        }
      >
        {accepts.map((field, index) => (
          <AcceptedFieldRow
            key={keys[index]}
            node={node}
            index={index}
            field={field}
            onChange={(next) => onChange(accepts.with(index, next))}
            onRemove={() => {
              remove(index);
              onChange(removeAt(accepts, index));
            }}
          />
        ))}
      </ListSection>
      {isReading && (
        <ReadSchemaDialog
          request={request}
          onClose={() => setReading(false)}
          onRead={(fields) => {
            setReading(false);
            onChange([...fields]);
          }}
        />
      )}
    </Advanced>
  );
}
