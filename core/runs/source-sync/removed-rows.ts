import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';

/** The keys that are in `before` and not in `now`. */
export function findGone(keys: readonly string[], before: Sql, now: Sql): Sql {
  const names = joinSql(keys.map(identifier));
  const same = joinSql(
    keys.map((key) => sql`known.${identifier(key)} = present.${identifier(key)}`),
    ' AND ',
  );
  return sql`SELECT ${names} FROM ${before} AS known WHERE NOT EXISTS (SELECT 1 FROM ${now} AS present WHERE ${same})`;
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
