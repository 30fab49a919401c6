import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { TableView } from '#core/contracts/connections.ts';
import type { Field } from '#core/graph/field-type.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { type ColumnMapping, matchesByKey, type WriteMode } from '#core/graph/nodes/target-write.ts';
import { decideRequired } from './find-drift.ts';
import { Mapper } from './mapper.tsx';
import { SentMapping } from './sent-mapping.tsx';
import { listTargetFields } from './target-field.ts';

interface TableMappingProps {
  readonly node: GraphNode;
  readonly mapping: readonly ColumnMapping[] | null;
  readonly mode: WriteMode;
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
  /** Columns of the table; null where it is not there. */
  readonly columns: TableView['columns'] | null;
  /** Those of them that had to be filled when the mapping was made. */
  readonly requiredColumns: readonly string[] | undefined;
  readonly onChange: (mapping: ColumnMapping[] | null, requiredColumns?: string[]) => void;
}

/** Which field goes into which column: by the table's columns where there is one, else by the rows that come. */
export function TableMapping(props: TableMappingProps) {
  const { node, mapping, mode, keys, fields, columns, requiredColumns: decided, onChange } = props;
  const t = useTranslations('builder.mapper');
  const hasPolicies = matchesByKey(mode) && mode !== 'delete' && mode !== 'insert';
  if (columns === null) {
    return <SentMapping {...{ node, mapping, fields, hasPolicies, onChange }} />;
  }
  const named = fields.filter(({ name }) => name !== changeField.name);
  const isColumn = ({ name }: Field) => columns.some((column) => column.name === name);
  const byName = named.filter(isColumn).map(({ name }): ColumnMapping => ({ field: name, column: name }));
  const targets = listTargetFields(columns, matchesByKey(mode) ? keys : []);
  const current = mapping ?? byName;
  const changeMapping = (next: ColumnMapping[]) =>
    onChange(next, decideRequired(targets, next, { mapping: current, decided }));
  const unplaced = named.filter((field) => !isColumn(field)).map(({ name }) => name);
  return (
    <>
      {mapping === null && unplaced.length > 0 && (
        <Notice
          tone="warning"
          icon={<TriangleAlert aria-hidden className="size-4 text-warning" />}
          title={t('unplaced', { count: unplaced.length })}
          actions={
            <Button size="small" onClick={() => changeMapping(byName)}>
              {t('chooseFields')}
            </Button>
          }
        >
          {t('unplacedHint', { names: unplaced.slice(0, 8).join(', ') })}
        </Notice>
      )}
      <Mapper
        node={node}
        targets={targets}
        fields={fields}
        mapping={current}
        hasPolicies={hasPolicies}
        decided={mapping === null ? undefined : decided}
        onChange={changeMapping}
        onDecide={(column) => onChange([...current], [...(decided ?? []), column])}
      />
      {mapping !== null && (
        <Button size="small" variant="ghost" className="self-start" onClick={() => onChange(null)}>
          {t('allByName')}
        </Button>
      )}
    </>
  );
}
