import { ArrowRight, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { ComboboxField } from '#components/ui/combobox-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { TableView } from '#core/contracts/connections.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import type { ColumnMapping as ColumnMappingEntry } from '#core/graph/nodes/target-write.ts';
import { removeAt, replaceAt } from '../edit-list.ts';
import { Advanced } from '../fields/advanced.tsx';
import { InputFieldSelect } from '../fields/input-field-select.tsx';
import { ListRow } from '../fields/list-row.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import { ColumnRules } from './column-rules.tsx';
import { matchColumns } from './match-columns.ts';

type Mapping = ColumnMappingEntry;

interface ColumnMappingProps {
  readonly node: GraphNode;
  readonly mapping: readonly Mapping[];
  readonly fields: readonly Field[];
  /** Columns of the table; null where it is not there yet. */
  readonly columns: TableView['columns'] | null;
  readonly onChange: (mapping: Mapping[]) => void;
}

/** Which field goes into which column of the table. */
export function ColumnMapping({ node, mapping, fields, columns, onChange }: ColumnMappingProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  const matches = matchColumns(fields, columns ?? [], mapping);
  return (
    <section aria-label={t('mapping')} className="flex flex-col gap-2">
      {matches.length > 0 && (
        <Button size="small" className="self-start" onClick={() => onChange([...mapping, ...matches])}>
          {t('matchSame', { count: matches.length })}
        </Button>
      )}
      <ul className="flex flex-col gap-2">
        {mapping.map((entry, index) => (
          <ListRow
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
            key={index}
            removeLabel={t('removeMapping')}
            onRemove={() => onChange(removeAt(mapping, index))}
          >
            <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] items-start gap-1.5">
              <InputFieldSelect
                label={t('field')}
                hideLabel
                fields={fields}
                value={entry.field}
                onChange={(field) => onChange(replaceAt(mapping, index, { field }))}
              />
              <ArrowRight aria-hidden className="mt-2 size-4 text-ink-3" />
              <ColumnName
                columns={columns}
                value={entry.column}
                onChange={(column) => onChange(replaceAt(mapping, index, { column }))}
              />
            </div>
            {entry.column !== '' && (
              <Advanced label={t('rules', { column: entry.column })}>
                <ColumnRules entry={entry} onChange={(part) => onChange(replaceAt(mapping, index, part))} />
              </Advanced>
            )}
          </ListRow>
        ))}
      </ul>
      <Button
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...mapping, { field: '', column: '' }])}
      >
        {t('addMapping')}
      </Button>
      <SectionProblem node={node} field="mapping" />
    </section>
  );
}

interface ColumnNameProps {
  readonly columns: TableView['columns'] | null;
  readonly value: string;
  readonly onChange: (column: string) => void;
}

function ColumnName({ columns, value, onChange }: ColumnNameProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  if (columns === null)
    return (
      <TextField
        label={t('column')}
        hideLabel
        placeholder={t('column')}
        maxLength={63}
        value={value}
        onChange={onChange}
      />
    );
  return (
    <ComboboxField
      label={t('column')}
      hideLabel
      placeholder={t('column')}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      choices={columns.map(({ name, type }) => ({ value: name, label: name, description: type }))}
    />
  );
}
