import { useTranslations } from 'next-intl';
import { useTables } from '#components/queries/use-connections.ts';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Advanced } from '../fields/advanced.tsx';
import { ConnectionSelect } from '../fields/connection-select.tsx';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { InputFieldsSelect } from '../fields/input-field-select.tsx';
import type { NodeFormProps } from '../node-form.ts';
import { ColumnMapping } from '../target/column-mapping.tsx';
import { TargetTable } from '../target/target-table.tsx';
import { useInputFields } from '../use-input-fields.ts';

const modes = ['append', 'upsert', 'replace'] as const;

export function PostgresTargetForm({ node, settings, change }: NodeFormProps<'postgres-target'>) {
  const t = useTranslations('builder.forms.postgresTarget');
  const fields = useInputFields(node.id);
  const { connectionId, schema, table, mode, keys, createTable, mapping } = settings;
  const { data: tables } = useTables(connectionId);
  const columns = tables?.find((entry) => entry.schema === schema && entry.name === table)?.columns ?? null;
  const written = mapping?.map(({ column }) => ({ name: column, type: 'text' as const })) ?? fields;
  const keyProblem = useFieldProblem(node, 'keys');
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
      <SelectField
        label={t('mode')}
        error={useFieldProblem(node, 'mode')}
        value={mode}
        onChange={(next) => change({ mode: next, ...(next === 'upsert' && keys.length === 0 && { keys: primaryKey }) })}
        choices={modes.map((value) => ({
          value,
          label: t(`modes.${value}.name`),
          description: t(`modes.${value}.description`),
        }))}
      />
      {mode === 'upsert' && (
        <InputFieldsSelect
          label={t('keys')}
          hint={t('keysHint')}
          error={keyProblem}
          fields={written}
          values={keys}
          onChange={(next) => change({ keys: next })}
        />
      )}
      <Advanced label={t('mapping')}>
        <Switch
          label={t('sameNames')}
          description={t('sameNamesHint')}
          checked={mapping === null}
          onChange={(same) =>
            change({ mapping: same ? null : fields.map(({ name }) => ({ field: name, column: name })) })
          }
        />
        {mapping !== null && (
          <ColumnMapping
            node={node}
            mapping={mapping}
            fields={fields}
            columns={columns}
            onChange={(next) => change({ mapping: next })}
          />
        )}
      </Advanced>
    </>
  );
}
