import { type Client, escapeIdentifier } from 'pg';
import type { UndoContext, UndoResult } from '#connectors/kit/connector.ts';
import type { PostgresTargetSettings } from '#core/graph/nodes/postgres-target.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { claimLoad, ledgerText, recordLoad } from '../load-ledger.ts';
import { withPostgres } from '../postgres-connection.ts';
import { translatePostgresError } from '../translate-postgres-error.ts';
import { composeVerdicts, countVerdicts, listLeft } from './judge-rows.ts';
import type { UndoHeader } from './keep-before.ts';
import { undoTableText } from './undo-table.ts';

const lockTimeoutMs = 60_000;

/**
 * Brings rows back as they were before a load, in one transaction with the ledger's entries of both: a load is undone
 * once, and a row that somebody changed since stays as it is. Without a key nothing is written.
 */
export function undoLoad(context: UndoContext<PostgresTargetSettings>): Promise<UndoResult> {
  const { schema, table } = context.settings;
  return withPostgres(context.connection, context.signal, async (client) => {
    try {
      return context.key === null ? await planUndo(client, context) : await performUndo(client, context, context.key);
    } catch (error) {
      throw translatePostgresError(error, { schema, table });
    }
  });
}

async function planUndo(client: Client, { settings, load }: UndoContext<PostgresTargetSettings>) {
  await client.query('BEGIN READ ONLY');
  const { header } = await findHeader(client, settings.schema, load);
  const verdicts = `(${composeVerdicts(settings, header, load)})`;
  const result = { ...(await countVerdicts(client, verdicts)), leftRows: await listLeft(client, verdicts) };
  await client.query('ROLLBACK');
  return result;
}

async function performUndo(
  client: Client,
  { settings, load }: UndoContext<PostgresTargetSettings>,
  key: NonNullable<UndoContext<unknown>['key']>,
): Promise<UndoResult> {
  const { schema } = settings;
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}`);
  const recorded = await claimLoad(client, schema, key);
  if (recorded !== null) {
    await client.query('ROLLBACK');
    return (recorded as unknown as { undone: UndoResult }).undone;
  }
  const { header } = await findHeader(client, schema, load);
  const values = [load.runId, load.nodeId];
  const ledger = ledgerText(schema);
  const mark = `UPDATE ${ledger} SET undone_by = $3 WHERE run_id = $1 AND node_id = $2 AND undone_by IS NULL`;
  if ((await client.query(mark, [...values, key.runId])).rowCount === 0) throw undoneBefore();
  await client.query(
    `CREATE TEMP TABLE telar_verdicts ON COMMIT DROP AS ${composeVerdicts(settings, header, load)};
     ANALYZE pg_temp.telar_verdicts`,
  );
  const counts = await countVerdicts(client, 'pg_temp.telar_verdicts');
  const leftRows = await listLeft(client, 'pg_temp.telar_verdicts');
  await bringBack(client, settings, header, counts);
  await client.query(`DELETE FROM ${undoTableText(schema)} WHERE run_id = $1 AND node_id = $2`, values);
  const undone = { ...counts, leftRows };
  const loaded = counts.restored + counts.removed + counts.putBack;
  await recordLoad(client, schema, key, { loaded, unchanged: counts.settled, undone } as never);
  await client.query('COMMIT');
  return undone;
}

/** What the ledger knows of a load. Throws `undo_expired` or `undo_undone`. */
async function findHeader(client: Client, schema: string, load: { runId: string; nodeId: string }) {
  const ledger = ledgerText(schema);
  const isThere = await client.query(
    `SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'undone_by'`,
    [ledger],
  );
  if (isThere.rowCount === 0) throw expired();
  const { rows } = await client.query<{ header: string | null; undoneBy: string | null }>(
    `SELECT undo_header AS header, undone_by AS "undoneBy" FROM ${ledger} WHERE run_id = $1 AND node_id = $2`,
    [load.runId, load.nodeId],
  );
  const [entry] = rows;
  if (entry?.undoneBy) throw undoneBefore();
  if (entry?.header == null) throw expired();
  const kept = await client.query(
    `SELECT count(*) FILTER (WHERE expires_at < now()) AS gone FROM ${undoTableText(schema)} WHERE run_id = $1 AND node_id = $2`,
    [load.runId, load.nodeId],
  );
  if (Number(kept.rows[0]?.gone) > 0) throw expired();
  return { header: JSON.parse(entry.header) as UndoHeader };
}

/** The rows judged to be undone; when somebody changes one of them in this moment, none is. */
async function bringBack(
  client: Client,
  { schema, table }: PostgresTargetSettings,
  { columns, mapped, keys }: UndoHeader,
  { restored, removed, putBack }: Pick<UndoResult, 'restored' | 'removed' | 'putBack'>,
): Promise<void> {
  const target = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  const chosen = (change: string) =>
    `(SELECT relation, spot, jsonb_populate_record(NULL::${target}, before) AS was
      FROM pg_temp.telar_verdicts WHERE change = '${change}' AND verdict = 'undo') AS chosen`;
  const same = 'target.tableoid = chosen.relation AND target.ctid = chosen.spot';
  const run = async (expected: number, statement: string) => {
    if (expected === 0) return;
    const { rowCount } = await client.query(statement);
    if (rowCount !== expected) throw new TelarError('postgres_conflict', { actor: 'nobody', retryable: true });
  };
  await run(removed, `DELETE FROM ${target} AS target USING ${chosen('added')} WHERE ${same}`);
  const changed = mapped.filter((column) => !keys.includes(column)).map((column) => escapeIdentifier(column));
  const changes = changed.map((column) => `${column} = (chosen.was).${column}`).join(', ');
  await run(restored, `UPDATE ${target} AS target SET ${changes} FROM ${chosen('changed')} WHERE ${same}`);
  const stored = await readStoredColumns(client, target);
  const names = columns.filter((column) => stored.has(column)).map((column) => escapeIdentifier(column));
  const values = names.map((column) => `(chosen.was).${column}`).join(', ');
  await run(
    putBack,
    `INSERT INTO ${target} (${names.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${chosen('removed')}`,
  );
}

/** Columns that are not computed from others. */
async function readStoredColumns(client: Client, table: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return new Set(rows.map(({ name }) => name));
}

function expired(): TelarError {
  return new TelarError('undo_expired', { status: 409 });
}

function undoneBefore(): TelarError {
  return new TelarError('undo_undone', { status: 409 });
}
