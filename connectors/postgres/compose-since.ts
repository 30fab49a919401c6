import { type Client, escapeLiteral } from 'pg';
import type { Since } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { PostgresType } from './map-postgres-type.ts';

/** The condition for rows from the value on, and for those that have none; empty where everything is wanted. */
export function composeSince(since: Since | null | undefined, column: string, type: PostgresType): string {
  if (since?.from == null) return '';
  // Text is compared as the engine does it, whatever the language of the database.
  const collation = type.category === 'S' ? ' COLLATE "C"' : '';
  const value = `${escapeLiteral(since.from)}::${type.category === 'S' ? 'text' : type.name}`;
  return ` WHERE (${column}${collation} >= ${value} OR ${column} IS NULL)`;
}

/**
 * The server's time before which everything that will ever carry an earlier time of change is there to be read: now, or
 * the start of the oldest transaction that is still writing, as far as the account may see it. Asked before the
 * snapshot of the reading is taken.
 */
export async function readHorizon(client: Client): Promise<string> {
  const { rows } = await client.query<{ horizon: string }>(
    `SELECT to_char(least(clock_timestamp(), min(xact_start)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS horizon
     FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database()`,
  );
  const horizon = rows[0]?.horizon;
  if (horizon === undefined) throw new TelarError('postgres_failed', { actor: 'admin', params: { detail: '' } });
  return horizon;
}
