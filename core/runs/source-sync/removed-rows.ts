import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { queryCount } from '../stored-rows.ts';

/** The keys that are in `before` and not in `now`. */
export function findGone(keys: readonly string[], before: Sql, now: Sql): Sql {
  const names = joinSql(keys.map(identifier));
  const same = joinSql(
    keys.map((key) => sql`known.${identifier(key)} = present.${identifier(key)}`),
    ' AND ',
  );
  return sql`SELECT ${names} FROM ${before} AS known WHERE NOT EXISTS (SELECT 1 FROM ${now} AS present WHERE ${same})`;
}

export interface Removals {
  /** Keys of the last run, and those that are there now. */
  readonly known: Sql;
  readonly present: Sql;
  /** Of the keys that are gone. */
  readonly gone: Sql;
  readonly brakePercent: number;
  /** Someone was told and agreed. */
  readonly allowRemovals: boolean;
}

/**
 * Throws `source_emptied` or `source_brake` where more rows are gone than is likely: told to an audience far away, they
 * could not be taken back.
 */
export async function brakeRemovals(session: EngineSession, removals: Removals): Promise<void> {
  if (removals.allowRemovals) return;
  const count = (rows: Sql) => queryCount(session, sql`SELECT count(*) FROM (${rows})`);
  const missing = await count(removals.gone);
  if (missing === 0) return;
  const total = await count(sql`SELECT * FROM ${removals.known}`);
  if (missing === total && (await count(sql`SELECT * FROM ${removals.present}`)) === 0)
    throw new TelarError('source_emptied', { params: { rows: total }, field: 'sync.mode', status: 422 });
  const share = (missing / total) * 100;
  if (share <= removals.brakePercent) return;
  const params = { removals: missing, rows: total, percent: Math.ceil(share), brake: removals.brakePercent };
  throw new TelarError('source_brake', { params, field: 'sync.brakePercent', status: 422 });
}

/** Adds a row for every key of `gone` to the step's table, marked as removed and blank but for the key; answers how many. */
export async function appendRemoved(
  session: EngineSession,
  step: SourceStep,
  keys: readonly string[],
  gone: Sql,
): Promise<number> {
  const names = joinSql([...keys.map(identifier), identifier(changeField.name)]);
  const insert = sql`INSERT INTO ${identifier(step.relation)} (${names}) SELECT *, 'removed' FROM (${gone})`;
  return (await session.execute(renderSql(insert))).rowsChanged;
}
