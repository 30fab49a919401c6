import { escapeIdentifier } from 'pg';
import type { ReadContext } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { withPostgres } from '../postgres-connection.ts';
import { translatePostgresError } from '../translate-postgres-error.ts';

/** Counting this many takes about a second; of more the server's guess says enough to leave it. */
const countedAtMost = 5_000_000;

/** How many rows the table holds; null where they are too many to count after every run. */
export function countTarget(context: ReadContext<PostgresTargetSettings>): Promise<number | null> {
  const { schema, table } = context.settings;
  const name = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  return withPostgres(context.connection, context.signal, async (client) => {
    try {
      const guess = await client.query<{ rows: number }>(
        'SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = to_regclass($1)',
        [name],
      );
      const rows = guess.rows[0]?.rows;
      if (rows === undefined || rows > countedAtMost) return null;
      const counted = await client.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${name}`);
      return Number(counted.rows[0]?.rows);
    } catch (error) {
      throw translatePostgresError(error, { schema, table });
    }
  });
}
