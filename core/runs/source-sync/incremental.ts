import type { Since } from '#connectors/kit/connector.ts';
import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Field } from '#core/graph/field-type.ts';
import { changeField, type IncrementalSync, tellsChanges } from '#core/graph/nodes/source-sync.ts';
import type { OpaqueState } from '../node-states.ts';
import { rowHashSql } from '../row-hash.ts';
import { openRows, queryCount, queryValue, storeRows } from '../stored-rows.ts';
import { rejectUnusableKeys } from './reject-keys.ts';
import { appendRemoved, brakeRemovals, findGone } from './removed-rows.ts';
import { type SyncMode, type SyncOutcome, type SyncReading, stateBlobKey } from './sync-reading.ts';

/** What an incremental source remembers. */
export interface IncrementalState extends OpaqueState {
  readonly mode: 'incremental';
  readonly field: string;
  readonly type: Field['type'];
  /** Text of the furthest value that counts as read. */
  readonly cursor: string | null;
  /** Every row from here on is in `window`: its hash, so that reading it again changes nothing. */
  readonly from: string | null;
  readonly window: string | null;
  /** Keys of all rows of the source, where deletes are found by comparison. */
  readonly keys: string | null;
}

/**
 * Reads from a value of the cursor on, that value and an overlap before it included, and leaves out the rows that an
 * earlier run loaded as they are. So rows that share the last value, and rows committed late, come exactly once.
 * The cursor never passes the source's own clock: a row from the future does not hide those that come before it.
 */
export function incrementalMode(sync: IncrementalSync): SyncMode {
  return {
    findStart: async (reading) => {
      const field = cursorField(reading, sync);
      const state = usableState(reading, field);
      const from = state === null ? null : await subtractOverlap(reading, field, state, sync.overlap);
      return { field: field.name, from };
    },
    settle: (reading, since, horizon) => settle(reading, sync, since, horizon),
  };
}

/** The state, if it is about the same cursor. */
function usableState({ state }: SyncReading, field: Field): IncrementalState | null {
  if (state === null || state.mode !== 'incremental' || state.field !== field.name || state.type !== field.type)
    return null;
  return state as unknown as IncrementalState;
}

function cursorField({ step }: SyncReading, { cursor }: IncrementalSync): Field {
  return step.fields.find(({ name }) => name === cursor) ?? { name: cursor, type: 'text' };
}

/** Where reading starts: the overlap before the cursor, but not before what the window knows. */
async function subtractOverlap(
  { session }: SyncReading,
  field: Field,
  { cursor, from }: IncrementalState,
  overlap: number,
): Promise<string | null> {
  if (cursor === null) return null;
  const start = sql`greatest(${shift(field, typed(field, cursor), -overlap)}, ${typed(field, from)})`;
  const text = await queryValue(session, sql`SELECT CAST(${start} AS VARCHAR)`);
  return text === null ? null : String(text);
}

function typed({ type }: Field, text: string | null): Sql {
  return sql`CAST(${text} AS ${duckDbTypeSql(type)})`;
}

/** The value moved by the overlap, in the unit of its type. Text cannot be moved. */
function shift({ type }: Field, value: Sql, by: number): Sql {
  if (by === 0 || type === 'text') return value;
  if (type === 'datetime') return sql`(${value} + to_microseconds(${BigInt(Math.round(by * 1e6))}))`;
  if (type === 'date') return sql`CAST(${value} + CAST(${BigInt(Math.round(by))} AS INTEGER) AS DATE)`;
  return sql`(${value} + CAST(${by} AS ${duckDbTypeSql(type)}))`;
}

async function settle(
  reading: SyncReading,
  sync: IncrementalSync,
  since: Since | null,
  horizon: string | null,
): Promise<SyncOutcome> {
  const { session, step } = reading;
  const table = identifier(step.relation);
  const field = cursorField(reading, sync);
  const cursor = identifier(field.name);
  const previous = usableState(reading, field);
  const newestFirst = sql`${cursor} DESC NULLS LAST`;
  const { rejected, repeated } = await rejectUnusableKeys(session, step, sync.keys, newestFirst);
  const read = await queryCount(session, sql`SELECT count(*) FROM ${table}`);
  const end = await findEnd(reading, field, previous, horizon);
  const from =
    end === null ? null : await subtractOverlap(reading, field, { ...end, from: since?.from ?? null }, sync.overlap);
  const readFields = step.fields.filter(({ name }) => name !== changeField.name);
  const window = stateBlobKey(reading, 'window');
  const recent = sql`${cursor} IS NULL OR ${cursor} >= ${typed(field, from)}`;
  const hash = rowHashSql(readFields);
  await storeRows(
    reading,
    window,
    sql`SELECT ${hash} AS hash FROM ${table} WHERE ${from === null ? sql`true` : recent}`,
  );
  await leaveOutKnown(reading, field, hash, previous, since);
  const kept = await queryCount(session, sql`SELECT count(*) FROM ${table}`);
  if (tellsChanges(sync)) await markTombstones(reading, sync);
  const keys = sync.deletes.kind === 'compare' ? await compareKeys(reading, sync, previous?.keys ?? null) : null;
  const state: IncrementalState = {
    mode: 'incremental',
    field: field.name,
    type: field.type,
    cursor: end?.cursor ?? null,
    from,
    window,
    keys: keys?.blobKey ?? null,
    blobKeys: [window, ...(keys === null ? [] : [keys.blobKey])],
  };
  const removed = keys?.removed ?? 0;
  return { state, rows: kept + removed, unchanged: read - kept + repeated, removed, rejected };
}

/** The furthest value read, no further than the source's clock and never back; null while there is none. */
async function findEnd(
  { session, step }: SyncReading,
  field: Field,
  previous: IncrementalState | null,
  horizon: string | null,
): Promise<IncrementalState | null> {
  const highest = sql`(SELECT max(${identifier(field.name)}) FROM ${identifier(step.relation)})`;
  const isClock = field.type === 'datetime' || field.type === 'date';
  const bounded =
    isClock && horizon !== null
      ? sql`least(${highest}, CAST(CAST(${horizon} AS TIMESTAMPTZ) AS ${duckDbTypeSql(field.type)}))`
      : highest;
  const end = sql`greatest(${bounded}, ${typed(field, previous?.cursor ?? null)})`;
  const cursor = await queryValue(session, sql`SELECT CAST(${end} AS VARCHAR)`);
  const base = previous ?? {
    mode: 'incremental',
    field: field.name,
    type: field.type,
    from: null,
    window: null,
    keys: null,
  };
  return cursor === null ? null : { ...base, cursor: String(cursor) };
}

/** Takes out of the table the rows of the overlap that were loaded as they are, and what lies before the start. */
async function leaveOutKnown(
  reading: SyncReading,
  field: Field,
  hash: Sql,
  previous: IncrementalState | null,
  since: Since | null,
): Promise<void> {
  const { session, step } = reading;
  const table = identifier(step.relation);
  const conditions: Sql[] = [];
  if (since?.from != null) conditions.push(sql`${identifier(field.name)} < ${typed(field, since.from)}`);
  const known = previous?.window == null ? null : await openRows(reading, previous.window);
  if (known !== null) conditions.push(sql`${hash} IN (SELECT hash FROM ${known})`);
  if (conditions.length === 0) return;
  await session.execute(renderSql(sql`DELETE FROM ${table} WHERE ${joinSql(conditions, ' OR ')}`));
}

async function markTombstones({ session, step }: SyncReading, { deletes }: IncrementalSync): Promise<void> {
  const table = identifier(step.relation);
  const field = deletes.kind === 'tombstone' ? step.fields.find(({ name }) => name === deletes.field) : undefined;
  if (field === undefined) {
    await session.execute(renderSql(sql`UPDATE ${table} SET ${identifier(changeField.name)} = 'changed'`));
    return;
  }
  const place = identifier(field.name);
  const isGone =
    field.type === 'boolean'
      ? sql`coalesce(${place}, false)`
      : sql`coalesce(CAST(${place} AS VARCHAR), '') NOT IN ('', 'false', '0')`;
  await session.execute(
    renderSql(
      sql`UPDATE ${table} SET ${identifier(changeField.name)} = CASE WHEN ${isGone} THEN 'removed' ELSE 'changed' END`,
    ),
  );
}

/**
 * Reads the keys of the whole source and adds a row for each that is gone. What was read before its deletion counts as
 * there, so that the next run finds it gone.
 */
async function compareKeys(reading: SyncReading, { keys, brakePercent = 100 }: IncrementalSync, before: string | null) {
  const { session, step, allowRemovals } = reading;
  const relation = `${step.nodeId}.keys`;
  await reading.readKeys(relation, keys);
  const blobKey = stateBlobKey(reading, 'keys');
  const names = joinSql(keys.map(identifier));
  const present = sql`SELECT ${names} FROM ${identifier(relation)} UNION SELECT ${names} FROM ${identifier(step.relation)}`;
  await storeRows(reading, blobKey, present);
  await session.execute(renderSql(sql`DROP TABLE ${identifier(relation)}`));
  const known = before === null ? null : await openRows(reading, before);
  const now = await openRows(reading, blobKey);
  if (known === null || now === null) return { blobKey, removed: 0 };
  const gone = findGone(keys, known, now);
  await brakeRemovals(session, { known, present: now, gone, brakePercent, allowRemovals });
  return { blobKey, removed: await appendRemoved(session, step, keys, gone) };
}
