import type { TargetConnector, TargetContents } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { fullSync } from '#core/graph/nodes/source-sync.ts';
import { describeTarget } from './describe-target.ts';
import { explainMissingTable } from './explain-missing-table.ts';
import { listStatements } from './load-rows.ts';
import { toFieldType } from './map-postgres-type.ts';
import { planLoad } from './plan-load.ts';
import { withPostgres } from './postgres-connection.ts';
import { postgresSource } from './postgres-source.ts';

/** What the table holds in the columns that would be written. Everything happens in transactions that cannot write. */
export const readTarget: NonNullable<TargetConnector<PostgresTargetSettings>['read']> = async (context) => {
  const { settings, connection, signal, fields } = context;
  const { schema, table, connectionId } = settings;
  const { plan, exists } = await withPostgres(connection, signal, async (client) => {
    await client.query('BEGIN READ ONLY');
    const existing = await describeTarget(client, schema, table);
    if (existing === null && !settings.createTable) throw await explainMissingTable(client, schema, table);
    return { plan: planLoad(settings, fields, existing), exists: existing !== null };
  });
  const columns: TargetContents['columns'] = plan.columns.map(({ field, column, type, policy }, index) => ({
    name: `c${index}`,
    type: exists ? toFieldType(type) : field.type,
    field: field.name,
    fieldType: field.type,
    key: plan.keys.includes(column),
    policy,
  }));
  const { mode, removedRows, brakePercent } = plan;
  const contents = { columns, mode, removedRows, brakePercent, statements: listStatements(plan, context) };
  if (!exists || mode === 'append') return { ...contents, extraction: null };
  const read = plan.columns.map(({ column }, index) => ({
    name: `c${index}`,
    type: columns[index]?.type ?? ('text' as const),
    path: [column],
  }));
  const source = { connectionId, mode: 'table', schema, table, query: '', fields: read, sync: fullSync } as const;
  return { ...contents, extraction: await postgresSource.extract({ ...context, settings: source }) };
};
