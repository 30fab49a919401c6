import type { Client } from 'pg';
import { nearestName } from '#core/graph/nearest-name.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** The error for a table that is not there, naming the nearest one that is. */
export async function explainMissingTable(client: Client, schema: string, table: string): Promise<TelarError> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    [schema],
  );
  const suggestion =
    nearestName(
      table,
      rows.map(({ name }) => name),
    ) ?? 'none';
  return new TelarError('postgres_table_missing', {
    params: { schema, table, suggestion },
    field: 'table',
    status: 422,
  });
}
