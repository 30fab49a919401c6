import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeIdentifier } from 'pg';
import type { StoredRow, TargetConnector } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { describeTarget } from './describe-target.ts';
import { type LoadColumn, planLoad } from './plan-load.ts';
import { withPostgres } from './postgres-connection.ts';

const maxCharacters = 500;

/** What the table holds under the key of the one row that comes; null without a key, or when there is none. */
export const readStoredRow: NonNullable<TargetConnector<PostgresTargetSettings>['readRow']> = async (context) => {
  const { settings, fields, connection, signal, folder } = context;
  const path = join(folder, `row-${crypto.randomUUID()}.ndjson`);
  await context.exportRows('ndjson', path);
  const [line = ''] = (await readFile(path, 'utf8')).split('\n');
  await rm(path, { force: true });
  const row = JSON.parse(line) as Record<string, unknown>;
  return withPostgres(connection, signal, async (client) => {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = '10s'`);
    const existing = await describeTarget(client, settings.schema, settings.table);
    if (existing === null) return null;
    const plan = planLoad(settings, fields, existing);
    if (plan.keys.length === 0) return null;
    const keys = plan.keys.map((key) => plan.columns.find(({ column }) => column === key) as LoadColumn);
    const found = keys.map(({ column }, index) => `t.${escapeIdentifier(column)} = $${index + 2}`).join(' AND ');
    const values = keys.map(({ field }) => row[field.name] ?? null);
    const { rows } = await client.query<StoredRow[number]>(
      `SELECT key AS name, left(value, $1::int) AS value
       FROM (SELECT row_to_json(t) AS line FROM ${plan.table} AS t WHERE ${found} LIMIT 1) r, json_each_text(line)`,
      [maxCharacters, ...values],
    );
    return rows.length === 0 ? null : rows;
  });
};
