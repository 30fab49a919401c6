import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { ResolvedConnection } from '#connectors/kit/connector.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withPostgres } from '../postgres-connection.ts';
import { relationText } from '../read-source-columns.ts';
import { formatPlace, parsePlace, type ReadPosition } from './log-position.ts';
import type { FollowedTable } from './read-followed-table.ts';

const createTimeoutMs = 60_000;

/** What a slot is at now. */
export interface SlotStatus {
  /** Changes before it are forgotten. */
  readonly confirmed: bigint;
  /** Log that the server keeps for the slot. */
  readonly lagBytes: bigint;
}

/** What the server says about a slot of ours; null when it is gone, or of no use any more. */
export async function readSlot(client: Client, name: string): Promise<SlotStatus | null> {
  const { rows } = await client.query<{ confirmed: string; lag: string }>(
    `SELECT confirmed_flush_lsn::text AS confirmed, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::text AS lag
     FROM pg_replication_slots
     WHERE slot_name = $1 AND plugin = 'pgoutput' AND database = current_database() AND restart_lsn IS NOT NULL`,
    [name],
  );
  const [slot] = rows;
  return slot === undefined ? null : { confirmed: parsePlace(slot.confirmed), lagBytes: BigInt(slot.lag) };
}

/**
 * Makes the publication and then the slot, in that order: a slot does not see publications that come after it. Answers
 * where the changes begin. A slot of the same name is left from a reading that came to nothing, and is dropped.
 */
export async function createSlot(client: Client, name: string, table: FollowedTable): Promise<ReadPosition> {
  await checkLogicalLog(client);
  await publish(client, name, table);
  await dropSlot(client, name);
  // The server waits until every transaction that is writing now has ended.
  await client.query(`SET statement_timeout = ${createTimeoutMs}`);
  const { rows } = await client
    .query<{ lsn: string }>(`SELECT lsn::text AS lsn FROM pg_create_logical_replication_slot($1, 'pgoutput')`, [name])
    .catch((error: unknown) => {
      throw explainSlotFailure(error);
    });
  await client.query('RESET statement_timeout');
  return { place: parsePlace(rows[0]?.lsn ?? '0/0'), entry: (await readEntry(client, name, table)) ?? '' };
}

/** Frees what the server keeps for the slot, and removes the publication where the account may. */
export function dropSlotOf(connection: ResolvedConnection, name: string, signal: AbortSignal): Promise<void> {
  return withPostgres(connection, signal, async (client) => {
    await dropSlot(client, name);
    await client.query(`DROP PUBLICATION IF EXISTS ${escapeIdentifier(name)}`).catch(() => undefined);
  });
}

/** The slot's status, after forgetting the changes before a place that is known to be done with. */
export function watchSlot(
  connection: ResolvedConnection,
  name: string,
  done: bigint | null,
  signal: AbortSignal,
): Promise<SlotStatus | null> {
  return withPostgres(connection, signal, async (client) => {
    if (done !== null) await forgetChanges(client, name, done).catch(() => undefined);
    return readSlot(client, name);
  });
}

/** Lets the server forget the changes before the place. */
export async function forgetChanges(client: Client, name: string, before: bigint): Promise<void> {
  const slot = await readSlot(client, name);
  if (slot === null || slot.confirmed >= before) return;
  await client.query('SELECT pg_replication_slot_advance($1, $2::pg_lsn)', [name, formatPlace(before)]);
}

async function dropSlot(client: Client, name: string): Promise<void> {
  await client
    .query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1', [name])
    .catch((error: unknown) => {
      throw explainSlotFailure(error);
    });
}

async function checkLogicalLog(client: Client): Promise<void> {
  const { rows } = await client.query<{ level: string; replica: boolean }>(
    `SELECT current_setting('wal_level') AS level, pg_is_in_recovery() AS replica`,
  );
  const [server] = rows;
  if (server?.replica) throw new TelarError('changes_replica', { actor: 'admin', status: 422 });
  if (server?.level !== 'logical') {
    throw new TelarError('changes_log_level', { params: { level: server?.level ?? '' }, actor: 'admin', status: 422 });
  }
}

async function publish(client: Client, name: string, table: FollowedTable): Promise<void> {
  if ((await readEntry(client, name, table)) !== null) return;
  const statement = composePublication(name, table);
  try {
    await client.query(`DROP PUBLICATION IF EXISTS ${escapeIdentifier(name)}`);
    await client.query(statement);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new TelarError('changes_publication_forbidden', { params: { statement }, actor: 'admin', status: 422 });
  }
}

/** Which entry of the publication tells of the table, whole and of every kind of change; null where none does. */
export async function readEntry(
  client: Client,
  name: string,
  { schema, table }: { readonly schema: string; readonly table: string },
): Promise<string | null> {
  const { rows } = await client.query<{ entry: string }>(
    `SELECT entry.oid::text AS entry
     FROM pg_publication JOIN pg_publication_rel entry ON prpubid = pg_publication.oid
     JOIN pg_class ON pg_class.oid = prrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE pubname = $1 AND nspname = $2 AND relname = $3 AND pubinsert AND pubupdate AND pubdelete AND pubtruncate`,
    [name, schema, table],
  );
  return rows[0]?.entry ?? null;
}

function composePublication(name: string, table: FollowedTable): string {
  const place = relationText({ mode: 'table', query: '', ...table });
  return `CREATE PUBLICATION ${escapeIdentifier(name)} FOR TABLE ${place}`;
}

/** A failure to use a slot, in words about slots. */
export function explainSlotFailure(error: unknown): unknown {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === '42501') return new TelarError('changes_forbidden', { actor: 'admin', status: 422, cause: error });
  if (code === '57014') {
    return new TelarError('changes_waiting', { actor: 'nobody', retryable: true, status: 503, cause: error });
  }
  if (code === '53400') return new TelarError('changes_no_slot_free', { actor: 'admin', status: 422, cause: error });
  if (code === '55006') {
    return new TelarError('changes_busy', { actor: 'nobody', retryable: true, status: 503, cause: error });
  }
  const isLost = code === '42704' || /can no longer (get changes|access)|invalidated/.test(message);
  return isLost ? new TelarError('changes_lost', { field: 'sync.mode', status: 422, cause: error }) : error;
}

/** The call that reads changes without forgetting them. */
export function composePeek(name: string, end: string, maxChanges: number): string {
  const arguments_ = [escapeLiteral(name), `${escapeLiteral(end)}::pg_lsn`, String(maxChanges)];
  const options = ['proto_version', '1', 'publication_names', escapeIdentifier(name)].map((text) =>
    escapeLiteral(text),
  );
  return `pg_logical_slot_peek_binary_changes(${[...arguments_, ...options].join(', ')})`;
}
