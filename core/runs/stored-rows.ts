import { join } from 'node:path';
import { placeFile } from '#connectors/kit/place-file.ts';
import { renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';

export interface RowStorage {
  readonly session: EngineSession;
  readonly folder: string;
}

/** Keeps the rows of a query as Parquet under the key; answers how many. */
export async function storeRows({ session, folder }: RowStorage, key: string, rows: Sql): Promise<number> {
  const path = join(folder, `store-${crypto.randomUUID()}.parquet`);
  const count = await exportRelation(session, renderSql(rows), 'parquet', path);
  await getBlobStore().adopt(key, path);
  return count;
}

/** The kept rows as something to select from; null when the file is gone. */
export async function openRows({ folder }: RowStorage, key: string): Promise<Sql | null> {
  const path = join(folder, `open-${crypto.randomUUID()}.parquet`);
  try {
    await placeFile(getBlobStore().path(key), path);
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isGone) return null;
    throw error;
  }
  return sql`read_parquet(${path})`;
}

/** The single value that a query answers. */
export async function queryValue(session: EngineSession, query: Sql): Promise<unknown> {
  return (await session.queryRows(renderSql(query), 1)).rows[0]?.[0] ?? null;
}

/** A number a query counts. */
export async function queryCount(session: EngineSession, query: Sql): Promise<number> {
  return Number((await queryValue(session, query)) ?? 0);
}
