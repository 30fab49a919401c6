import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { TelarError } from '#core/platform/telar-error.ts';
import { composePeek, explainSlotFailure, forgetChanges, readEntry, readSlot } from './change-slot.ts';
import { formatPlace, parsePlace, type ReadPosition } from './log-position.ts';
import { type ChangeMessage, parsePgoutput } from './parse-pgoutput.ts';
import type { FollowedTable } from './read-followed-table.ts';

/** Keys of the rows that were added, changed or removed, each once, and where the log goes on. */
export interface ChangedKeys {
  readonly keys: readonly (readonly string[])[];
  readonly position: ReadPosition;
}

/** More are left to the next run, so that their keys fit into memory. */
const defaultMaxChanges = 1_000_000;
const flushTimeoutMs = 1000;

/**
 * Reads from the slot which rows changed since `from`, without forgetting it: that comes once the run has remembered
 * the position that this answers. Throws `changes_lost` when the server no longer has them.
 */
export async function collectChangedKeys(
  client: Client,
  slot: string,
  from: ReadPosition,
  table: FollowedTable,
  maxChanges = defaultMaxChanges,
): Promise<ChangedKeys> {
  const status = await readSlot(client, slot);
  const entry = await readEntry(client, slot, table);
  if (status === null || status.confirmed > from.place || entry !== from.entry)
    throw new TelarError('changes_lost', { field: 'sync.mode', status: 422 });
  try {
    await forgetChanges(client, slot, from.place);
    const end = await findEnd(client);
    const peek = composePeek(slot, formatPlace(end), maxChanges);
    const { keys, committed, messages } = await readPeek(client, peek, table.keys);
    const isWhole = messages < maxChanges;
    return { keys, position: { entry, place: isWhole && end > (committed ?? 0n) ? end : (committed ?? from.place) } };
  } catch (error) {
    throw explainSlotFailure(error);
  }
}

/**
 * A place between two records of the log that is on disk, so that decoding comes to it. The place up to which the log is
 * on disk would not do: it may lie within a record, which would then be passed over.
 */
async function findEnd(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ end: string }>('SELECT pg_current_wal_insert_lsn()::text AS end');
  const end = rows[0]?.end ?? '0/0';
  const deadline = Date.now() + flushTimeoutMs;
  const isFlushed = async () => {
    const query = 'SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS done, pg_sleep(0.02)';
    return (await client.query<{ done: boolean }>(query, [end])).rows[0]?.done;
  };
  while (!(await isFlushed())) {
    // A transaction of our own brings everything before it to disk.
    if (Date.now() > deadline) await client.query(`SELECT pg_logical_emit_message(true, 'telar', '')`);
  }
  return parsePlace(end);
}

/** Each key once, and where the last transaction ended. */
async function readPeek(client: Client, peek: string, keyColumns: readonly string[]) {
  const keys = new Map<string, readonly string[]>();
  const places = new Map<number, readonly number[]>();
  let committed: bigint | null = null;
  let messages = 0;
  const copying = client.query(copyTo(`COPY (SELECT encode(data, 'hex') FROM ${peek}) TO STDOUT`));
  for await (const line of splitLines(copying)) {
    messages += 1;
    const message = parsePgoutput(Buffer.from(line, 'hex'));
    if (message.kind === 'commit') committed = message.end;
    else if (message.kind === 'truncate')
      throw new TelarError('changes_truncated', { field: 'sync.mode', status: 422 });
    else if (message.kind === 'relation') places.set(message.id, findPlaces(message.columns, keyColumns));
    else if (message.kind === 'row') {
      for (const key of readKeys(message, places.get(message.id) ?? [])) keys.set(JSON.stringify(key), key);
    }
  }
  return { keys: [...keys.values()], committed, messages };
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function findPlaces(columns: readonly string[], keyColumns: readonly string[]): number[] {
  return keyColumns.map((column) => {
    const place = columns.indexOf(column);
    if (place < 0) throw new TelarError('changes_key_changed', { params: { column }, field: 'sync.keys', status: 422 });
    return place;
  });
}

/** The key a row had and the one it has; a large part of a key that did not change is sent with the old one alone. */
function readKeys({ old, now }: Extract<ChangeMessage, { kind: 'row' }>, places: readonly number[]): string[][] {
  return [old, now].flatMap((row) => {
    if (row === null) return [];
    const key = places.map((place) => row[place] ?? old?.[place]);
    if (key.some((value) => value == null)) throw new TelarError('changes_lost', { field: 'sync.mode', status: 422 });
    return [key as string[]];
  });
}
