import { renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import { openRows, queryCount, type RowStorage, storeRows } from '#core/runs/stored-rows.ts';
import { type Erasing, erasedText } from './erasing.ts';

/** More rows than a step sets aside. */
const maxRejectedRows = 10_000_000;

/** Whether a row mentions the address anywhere. */
function mentions({ pattern }: Erasing, row: Sql): Sql {
  return sql`regexp_matches(CAST(to_json(${row}) AS VARCHAR), ${pattern.engine}, 'i')`;
}

/** Takes the rows that mention somebody out of a Parquet file of the blob store; answers how many. */
export async function takeOutRows(erasing: Erasing, storage: RowStorage, key: string): Promise<number> {
  const rows = await openRows(storage, key);
  if (rows === null) return 0;
  const isTheirs = mentions(erasing, sql`kept`);
  const found = await queryCount(storage.session, sql`SELECT count(*) FROM ${rows} AS kept WHERE ${isTheirs}`);
  if (found > 0) await storeRows(storage, key, sql`SELECT * FROM ${rows} AS kept WHERE NOT ${isTheirs}`);
  return found;
}

/** Rows that were set aside are known by their place, so they stay, without what they said. Answers their places. */
export async function blankRejected(erasing: Erasing, storage: RowStorage, key: string): Promise<number[]> {
  const rows = await openRows(storage, key);
  if (rows === null) return [];
  const isTheirs = mentions(erasing, sql`kept`);
  const numbered = sql`SELECT row_number() OVER () - 1 AS place, ${isTheirs} AS theirs FROM ${rows} AS kept`;
  const found = await storage.session.queryRows(
    renderSql(sql`SELECT place FROM (${numbered}) WHERE theirs`),
    maxRejectedRows,
  );
  if (found.rows.length === 0) return [];
  await storeRows(
    storage,
    key,
    sql`SELECT * REPLACE (CASE WHEN ${isTheirs} THEN '{}' ELSE record END AS record,
      CASE WHEN ${isTheirs} THEN NULL ELSE value END AS value) FROM ${rows} AS kept`,
  );
  return found.rows.map(([place]) => Number(place));
}

/** Requests tell what became of the other rows that they carried, so they stay, without what they said. Answers how many. */
export async function blankRequests(erasing: Erasing, storage: RowStorage, key: string): Promise<number> {
  const rows = await openRows(storage, key);
  if (rows === null) return 0;
  const isTheirs = mentions(erasing, sql`kept`);
  const found = await queryCount(storage.session, sql`SELECT count(*) FROM ${rows} AS kept WHERE ${isTheirs}`);
  const blank = (column: Sql) => sql`CASE WHEN ${isTheirs} THEN ${erasedText} ELSE ${column} END AS ${column}`;
  if (found > 0)
    await storeRows(
      storage,
      key,
      sql`SELECT * REPLACE (${blank(sql`address`)}, ${blank(sql`body`)}, ${blank(sql`answer`)},
        CASE WHEN ${isTheirs} THEN '{}' ELSE headers END AS headers,
        CASE WHEN ${isTheirs} THEN NULL ELSE idempotency_key END AS idempotency_key) FROM ${rows} AS kept`,
    );
  return found;
}
