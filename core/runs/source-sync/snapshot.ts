import { identifier, joinSql, renderSql, sql } from '#core/compiler/sql.ts';
import { changeField, type SnapshotSync } from '#core/graph/nodes/source-sync.ts';
import type { OpaqueState } from '../node-states.ts';
import { rowHashSql } from '../row-hash.ts';
import { openRows, queryCount, storeRows } from '../stored-rows.ts';
import { rejectUnusableKeys } from './reject-keys.ts';
import { appendRemoved, brakeRemovals, findGone } from './removed-rows.ts';
import { type SyncMode, type SyncOutcome, type SyncReading, stateBlobKey } from './sync-reading.ts';

/** What a compared source remembers. */
export interface SnapshotState extends OpaqueState {
  readonly mode: 'snapshot';
  readonly keys: readonly string[];
  /** File with the key fields of every row and its hash. */
  readonly snapshot: string;
  readonly rows: number;
}

/** Reads everything and passes on what was added, changed or removed since the last run, marked as such. */
export function snapshotMode(sync: SnapshotSync): SyncMode {
  return { findStart: async () => null, settle: (reading) => settle(reading, sync) };
}

async function settle(reading: SyncReading, { keys, brakePercent = 100 }: SnapshotSync): Promise<SyncOutcome> {
  const { session, step } = reading;
  const table = identifier(step.relation);
  const names = joinSql(keys.map(identifier));
  const unusable = await rejectUnusableKeys(session, step, keys, sql`rowid`);
  const hash = rowHashSql(step.fields.filter(({ name }) => name !== changeField.name));
  const snapshot = stateBlobKey(reading, 'snapshot');
  const rows = await storeRows(reading, snapshot, sql`SELECT ${names}, ${hash} AS "#hash" FROM ${table}`);
  const before = await openBefore(reading, keys);
  const change = identifier(changeField.name);
  let removed = 0;
  if (before === null) {
    await session.execute(renderSql(sql`UPDATE ${table} SET ${change} = 'added'`));
  } else {
    const now = (await openRows(reading, snapshot)) ?? table;
    const gone = findGone(keys, before, now);
    const { allowRemovals } = reading;
    await brakeRemovals(session, { known: before, present: now, gone, brakePercent, allowRemovals });
    const same = joinSql(
      keys.map((key) => sql`${table}.${identifier(key)} = before.${identifier(key)}`),
      ' AND ',
    );
    await session.execute(
      renderSql(sql`DELETE FROM ${table} WHERE rowid IN (
        SELECT place FROM (SELECT rowid AS place, ${names}, ${hash} AS "#hash" FROM ${table}) AS now
        JOIN ${before} AS before USING (${names}, "#hash"))`),
    );
    await session.execute(
      renderSql(sql`UPDATE ${table} SET ${change} = CASE WHEN EXISTS (SELECT 1 FROM ${before} AS before WHERE ${same})
        THEN 'changed' ELSE 'added' END`),
    );
    removed = await appendRemoved(session, step, keys, gone);
  }
  const left = await queryCount(session, sql`SELECT count(*) FROM ${table}`);
  const state: SnapshotState = { mode: 'snapshot', keys, snapshot, rows, blobKeys: [snapshot] };
  const unchanged = rows + removed - left + unusable.repeated;
  return { state, rows: left, unchanged, removed, rejected: unusable.rejected };
}

/** The rows of the last run, told apart by the same keys; null where everything is new. */
async function openBefore(reading: SyncReading, keys: readonly string[]) {
  const { state } = reading;
  if (state?.mode !== 'snapshot' || JSON.stringify(state.keys) !== JSON.stringify(keys)) return null;
  const { snapshot } = state as unknown as SnapshotState;
  return openRows(reading, snapshot);
}
