import { useTranslations } from 'next-intl';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { ConnectionSelect } from '../fields/connection-select.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { Labelled } from '../fields/labelled.tsx';
import { TableSelect } from '../fields/table-select.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { DriftPolicyEditor } from './drift/drift-policy-editor.tsx';
import { DriftSection } from './drift/drift-section.tsx';
import { FieldsTable } from './fields-table.tsx';
import { ReadFieldsButton } from './read-fields-button.tsx';
import { ReadParallel } from './read-parallel.tsx';
import { SyncEditor } from './sync-editor.tsx';
import { useDiscover } from './use-discover.ts';

interface TableSourceEditorProps extends NodeFormProps<'mysql-source' | 'postgres-source'> {
  readonly connector: 'mysql' | 'postgres';
}

/** What a database source reads: a table or a query of a connection, with the fields found there. */
export function TableSourceEditor({ connector, node, settings, change }: TableSourceEditorProps) {
  const t = useTranslations('builder.forms.tableSource');
  const discover = useDiscover(node);
  const { connectionId, mode, schema, table, query, fields, sync, drift, parallel } = settings;
  const tableProblem = useFieldProblem(node, 'table');
  const queryProblem = useFieldProblem(node, 'query');
  const isReady = connectionId !== '' && (mode === 'table' ? table !== '' : query.trim() !== '');
  const isDivisible = mode === 'table' && sync.mode === 'full' && fields.length > 0;
  const pickTable = (picked: { schema: string; table: string }) => {
    change({ ...picked, fields: [] });
    if (picked.table !== '') discover.mutate({ settings: { ...settings, ...picked, fields: [] }, keep: 'nothing' });
  };
  return (
    <>
      <ConnectionSelect
        connector={connector}
        error={useFieldProblem(node, 'connectionId')}
        value={connectionId}
        onChange={(next) => change({ connectionId: next })}
      />
      <Labelled label={t('mode')}>
        <SegmentedControl
          label={t('mode')}
          value={mode}
          onChange={(next) => change({ mode: next, fields: [] })}
          choices={[
            { value: 'table', label: t('table') },
            { value: 'query', label: t('query') },
          ]}
        />
      </Labelled>
      {mode === 'table' ? (
        <TableSelect
          connectionId={connectionId}
          schema={schema}
          table={table}
          error={tableProblem}
          onChange={pickTable}
        />
      ) : (
        <TextArea
          label={t('query')}
          hint={t('queryHint')}
          error={queryProblem}
          mono
          rows={8}
          spellCheck={false}
          placeholder="SELECT id, email FROM contacts"
          value={query}
          onChange={(next) => change({ query: next })}
        />
      )}
      <ReadFieldsButton discover={discover} known={fields.length > 0} disabled={!isReady} />
      <DriftSection node={node} onChange={change} />
      {fields.length > 0 && (
        <SyncEditor
          node={node}
          sync={sync}
          fields={fields}
          hasLog={connector === 'postgres' && mode === 'table'}
          onChange={(next) => change({ sync: next })}
        />
      )}
      <FieldsTable fields={fields} onChange={(next) => change({ fields: next })} policies />
      {fields.length > 0 && <DriftPolicyEditor drift={drift} onChange={(next) => change({ drift: next })} />}
      {isDivisible && (
        <ReadParallel
          hint={t(`parallel.${connector}Hint`)}
          value={parallel}
          onChange={(next) => change({ parallel: next })}
        />
      )}
    </>
  );
}
