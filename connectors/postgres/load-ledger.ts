import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { LoadResult, RejectedRow } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** The table beside the target that remembers which loads are done. */
export const ledgerName = 'telar_ledger';

/** Longer than any run is repeated. */
const keptDays = 30;

interface LoadKey {
  readonly runId: string;
  readonly nodeId: string;
}

/** Makes the ledger where it is missing, under a lock so that two first loads do not collide, and forgets old entries. */
export async function prepareLedger(client: Client, schema: string): Promise<void> {
  const ledger = ledgerText(schema);
  try {
    const found = await client.query(`SELECT 1 WHERE to_regclass($1) IS NOT NULL`, [ledger]);
    if (found.rowCount === 0) await createLedger(client, ledger);
    else await completeLedger(client, ledger);
    await client.query(`DELETE FROM ${ledger} WHERE finished_at < now() - interval '${keptDays} days'`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new TelarError('postgres_ledger_forbidden', {
      params: { schema, ledger: ledgerName },
      actor: 'admin',
      status: 422,
    });
  }
}

async function createLedger(client: Client, ledger: string): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [ledger]);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${ledger} (
       run_id text NOT NULL, node_id text NOT NULL,
       loaded bigint NOT NULL DEFAULT 0, unchanged bigint NOT NULL DEFAULT 0, rejected bigint NOT NULL DEFAULT 0,
       rejected_rows text NOT NULL DEFAULT '[]', counts text NOT NULL DEFAULT '{}', undo_header text, undone_by text, finished_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (run_id, node_id))`,
  );
  await client.query('COMMIT');
}

/** Ledgers of earlier versions lack columns. */
async function completeLedger(client: Client, ledger: string): Promise<void> {
  const newest = `SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'undone_by'`;
  if ((await client.query(newest, [ledger])).rowCount === 1) return;
  await client.query(`ALTER TABLE ${ledger} ADD COLUMN IF NOT EXISTS counts text NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS undo_header text, ADD COLUMN IF NOT EXISTS undone_by text`);
}

/**
 * Takes the load's entry inside the open transaction, waiting for another that is loading the same.
 * Answers the recorded result when the load was done before, and null when it is ours to do.
 */
export async function claimLoad(client: Client, schema: string, key: LoadKey): Promise<LoadResult | null> {
  const ledger = ledgerText(schema);
  const values = [key.runId, key.nodeId];
  const claimed = await client.query(
    `INSERT INTO ${ledger} (run_id, node_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    values,
  );
  if (claimed.rowCount === 1) return null;
  const { rows } = await client.query<{ loaded: string; unchanged: string; rejected_rows: string; counts: string }>(
    `SELECT loaded, unchanged, rejected_rows, counts FROM ${ledger} WHERE run_id = $1 AND node_id = $2`,
    values,
  );
  const entry = rows[0];
  if (entry === undefined) throw new TelarError('postgres_conflict', { actor: 'nobody', retryable: true });
  const rejected = JSON.parse(entry.rejected_rows) as RejectedRow[];
  const counts = JSON.parse(entry.counts) as Partial<LoadResult>;
  return { ...counts, alreadyLoaded: true, loaded: Number(entry.loaded), unchanged: Number(entry.unchanged), rejected };
}

/** Writes the result into the entry; it becomes true when the transaction commits. */
export async function recordLoad(
  client: Client,
  schema: string,
  key: LoadKey,
  result: LoadResult,
  undoHeader: object | null = null,
): Promise<void> {
  const { loaded, unchanged = 0, rejected = [], ...counts } = result;
  await client.query(
    `UPDATE ${ledgerText(schema)} SET loaded = $3, unchanged = $4, rejected = $5, rejected_rows = $6, counts = $7,
       undo_header = $8, finished_at = clock_timestamp() WHERE run_id = $1 AND node_id = $2`,
    [
      ...[key.runId, key.nodeId, loaded, unchanged, rejected.length, JSON.stringify(rejected), JSON.stringify(counts)],
      undoHeader === null ? null : JSON.stringify(undoHeader),
    ],
  );
}

export function ledgerText(schema: string): string {
  return `${escapeIdentifier(schema)}.${ledgerName}`;
}
