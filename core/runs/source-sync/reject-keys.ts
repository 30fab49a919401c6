import type { SourceStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { collectRejects } from '#core/engine/load-source.ts';
import { queryCount } from '../stored-rows.ts';

/** Rows that were taken out of a step's table. */
export interface UnusableKeys {
  /** Set aside: without a key, or with that of another row. */
  readonly rejected: number;
  /** The same row again, as sources give whose pages move while they are read. */
  readonly repeated: number;
}

/**
 * Takes out rows without a key, which could never be found again, and of several with one key all but the first in
 * `order`.
 */
export async function rejectUnusableKeys(
  session: EngineSession,
  { relation, nodeId, fields }: SourceStep,
  keys: readonly string[],
  order: Sql,
): Promise<UnusableKeys> {
  const table = identifier(relation);
  const names = joinSql(keys.map(identifier));
  const isBlank = joinSql(
    keys.map((key) => sql`${identifier(key)} IS NULL`),
    ' OR ',
  );
  const several = sql`SELECT ${names} FROM ${table} GROUP BY ${names} HAVING count(*) > 1`;
  const doubtful = sql`SELECT (SELECT count(*) FROM ${table} WHERE ${isBlank}) + (SELECT count(*) FROM (${several}))`;
  if ((await queryCount(session, doubtful)) === 0) return { rejected: 0, repeated: 0 };
  const remove = async (places: Sql) =>
    (await session.execute(renderSql(sql`DELETE FROM ${table} WHERE rowid IN (${places})`))).rowsChanged;
  const whole = joinSql(fields.map(({ name }) => identifier(name)));
  const copies = sql`SELECT place FROM (SELECT rowid AS place, row_number() OVER (PARTITION BY ${whole} ORDER BY rowid) AS rank
    FROM ${table} WHERE NOT (${isBlank})) WHERE rank > 1`;
  const repeated = await remove(copies);
  const rank = sql`row_number() OVER (PARTITION BY ${names} ORDER BY ${order}, rowid DESC)`;
  const faulty = sql`SELECT rowid FROM ${table} WHERE ${isBlank} UNION ALL
    SELECT place FROM (SELECT rowid AS place, ${rank} AS rank FROM ${table} WHERE NOT (${isBlank})) WHERE rank > 1`;
  const record = joinSql(fields.map(({ name }) => sql`${name}, ${identifier(name)}`));
  const [key = ''] = keys;
  const rejects = sql`SELECT CASE WHEN ${isBlank} THEN 'key_blank' ELSE 'key_duplicate' END AS reason, ${key} AS field,
    CAST(${identifier(key)} AS VARCHAR) AS value, CAST(json_object(${record}) AS VARCHAR) AS record
    FROM ${table} WHERE rowid IN (${faulty})`;
  await collectRejects(session, nodeId, rejects);
  return { rejected: await remove(faulty), repeated };
}
