import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { GraphNode } from '#core/graph/graph.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { TableSelect } from '../fields/table-select.tsx';

interface TargetTableProps {
  readonly node: GraphNode;
  readonly connectionId: string;
  readonly schema: string;
  readonly table: string;
  readonly createTable: boolean;
  readonly onChange: (part: { schema?: string; table?: string; createTable?: boolean }) => void;
}

/** A table that is there, or the name of one to make at the first run. */
export function TargetTable({ node, connectionId, schema, table, createTable, onChange }: TargetTableProps) {
  const t = useTranslations('builder.forms.postgresTarget');
  const problem = useFieldProblem(node, 'table');
  return (
    <div className="flex flex-col gap-2">
      <SegmentedControl
        label={t('where')}
        value={createTable ? 'new' : 'existing'}
        onChange={(next) => onChange({ createTable: next === 'new' })}
        choices={[
          { value: 'existing', label: t('existing') },
          { value: 'new', label: t('new') },
        ]}
        className="self-start"
      />
      {createTable ? (
        <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-2">
          <TextField
            label={t('schema')}
            maxLength={63}
            value={schema}
            onChange={(next) => next !== '' && onChange({ schema: next })}
          />
          <TextField
            label={t('tableName')}
            error={problem}
            maxLength={63}
            placeholder="contacts"
            value={table}
            onChange={(next) => onChange({ table: next })}
          />
          <p className="col-span-2 text-ink-3 text-meta">{t('newHint')}</p>
        </div>
      ) : (
        <TableSelect
          tablesOnly
          connectionId={connectionId}
          schema={schema}
          table={table}
          error={problem}
          onChange={onChange}
        />
      )}
    </div>
  );
}
