import { type Client, escapeIdentifier } from 'pg';

/** The table beside the target that keeps what rows were before a load touched them. */
export const undoTableName = 'telar_undo';

/** More rows than this touched by one load are not kept: it would cost the target more than the load itself. */
export const maxKeptRows = 100_000;

/** Makes the table where it is missing, under a lock so that two first loads do not collide, and forgets what expired. */
export async function prepareUndoTable(client: Client, schema: string): Promise<void> {
  const table = undoTableText(schema);
  const found = await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [table]);
  if (found.rowCount === 0) await createUndoTable(client, table);
  await client.query(`DELETE FROM ${table} WHERE expires_at < now()`);
}

async function createUndoTable(client: Client, table: string): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [table]);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${table} (
       place bigint GENERATED ALWAYS AS IDENTITY, run_id text NOT NULL, node_id text NOT NULL,
       change text NOT NULL, key jsonb, before jsonb, after text, expires_at timestamptz NOT NULL,
       PRIMARY KEY (run_id, node_id, place))`,
  );
  await client.query('COMMIT');
}

export function undoTableText(schema: string): string {
  return `${escapeIdentifier(schema)}.${undoTableName}`;
}

/** The named columns of a row as one JSON object, the same for equal rows in every session of ours. */
export function rowJson(row: string, columns: readonly string[]): string {
  const list = columns.map((column) => `${row}.${escapeIdentifier(column)}`).join(', ');
  return `(SELECT to_jsonb(picked) FROM (SELECT ${list}) AS picked)`;
}

/** A short stand-in for the named columns of a row. */
export function rowDigest(row: string, columns: readonly string[]): string {
  return `md5(${rowJson(row, columns)}::text)`;
}
