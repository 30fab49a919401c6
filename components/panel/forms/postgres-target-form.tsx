import { ForecastSection } from '#components/forecast/forecast-section.tsx';
import { TableMapping } from '#components/mapper/table-mapping.tsx';
import { useTables } from '#components/queries/use-connections.ts';
import { ConnectionSelect } from '../fields/connection-select.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { KeepBefore } from '../target/keep-before.tsx';
import { TargetTable } from '../target/target-table.tsx';
import { WriteSettings } from '../target/write-settings.tsx';
import { useInputFields } from '../use-input-fields.ts';

export function PostgresTargetForm({ node, settings, change }: NodeFormProps<'postgres-target'>) {
  const fields = useInputFields(node.id);
  const { connectionId, schema, table, createTable, mapping } = settings;
  const { data: tables } = useTables(connectionId);
  const columns = tables?.find((entry) => entry.schema === schema && entry.name === table)?.columns ?? null;
  const primaryKey = columns?.filter((column) => column.primaryKey).map(({ name }) => name) ?? [];
  return (
    <>
      <ConnectionSelect
        connector="postgres"
        error={useFieldProblem(node, 'connectionId')}
        value={connectionId}
        onChange={(next) => change({ connectionId: next })}
      />
      <TargetTable
        node={node}
        connectionId={connectionId}
        schema={schema}
        table={table}
        createTable={createTable}
        onChange={change}
      />
      <WriteSettings node={node} settings={settings} fields={fields} primaryKey={primaryKey} onChange={change} />
      <TableMapping
        node={node}
        mapping={mapping}
        mode={settings.mode}
        keys={settings.keys}
        fields={fields}
        columns={columns}
        requiredColumns={settings.requiredColumns}
        onChange={(next, requiredColumns) => change({ mapping: next, requiredColumns })}
      />
      <ForecastSection nodeId={node.id} />
      <KeepBefore settings={settings} onChange={change} />
    </>
  );
}
