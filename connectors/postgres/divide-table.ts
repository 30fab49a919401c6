import { type Client, escapeIdentifier } from 'pg';
import type { Division, DivisionWish, PartRange } from '#connectors/kit/connector.ts';
import { countParts, rangesBetween } from '#connectors/kit/part-ranges.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { relationText, type SourceColumn } from './read-source-columns.ts';

interface TableSize {
  readonly rows: number;
  readonly pages: number;
  /** Whether the server reads a range of places without looking at all others. */
  readonly readsPlaces: boolean;
}

/** Rows looked at to find bounds of about equal parts. */
const sampledRows = 20_000;
/** Tables that were never analysed are taken to hold so many. */
const rowsPerPage = 50;
/** Below it, rows of a range of keys lie all over the table, and each part would read most of it. */
const minCorrelation = 0.9;
const divisibleTypes = new Set(['smallint', 'integer', 'bigint', 'uuid', 'text', 'character varying']);

/** Divides a table by its key, else by the places of its rows; null where it is to be read as one. */
export async function divideTable(
  client: Client,
  settings: TableSourceSettings,
  columns: readonly SourceColumn[],
  { parts, earlier }: DivisionWish,
): Promise<Pick<Division, 'ranges' | 'stable'> | null> {
  if (earlier !== null) return { ranges: earlier, stable: true };
  const table = relationText(settings);
  const size = await readSize(client, table);
  const count = size === null ? 1 : countParts(parts, size.rows);
  if (size === null || count < 2) return null;
  const key = await findKey(client, table);
  const isKnown = columns.some(({ name, type }) => name === key && divisibleTypes.has(type.name));
  if (key !== null && isKnown) {
    const bounds = await readBounds(client, table, key, size.rows, count);
    if (bounds.length > 0) return { ranges: rangesBetween(bounds, { key }), stable: true };
  }
  if (!size.readsPlaces || size.pages < count) return null;
  const firsts = Array.from({ length: count - 1 }, (_, index) => Math.floor(((index + 1) * size.pages) / count));
  const ranges: PartRange[] = rangesBetween(
    firsts.map((page) => `(${page},0)`),
    {},
  );
  return { ranges, stable: false };
}

/** Null for what has no size of its own, and for accounts that may see single columns only. */
async function readSize(client: Client, table: string): Promise<TableSize | null> {
  const { rows } = await client.query<{ tuples: number; pages: number; version: number }>(
    `SELECT reltuples::float8 AS tuples, (pg_relation_size(oid) / current_setting('block_size')::int)::float8 AS pages,
       current_setting('server_version_num')::int AS version
     FROM pg_class WHERE oid = $1::regclass AND relkind IN ('r', 'm') AND has_table_privilege(oid, 'SELECT')`,
    [table],
  );
  const [size] = rows;
  if (size === undefined) return null;
  const { tuples, pages, version } = size;
  return { rows: tuples > 0 ? tuples : pages * rowsPerPage, pages, readsPlaces: version >= 140_000 };
}

/** The column that alone is the primary key, where rows lie about in its order. */
async function findKey(client: Client, table: string): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT pg_attribute.attname AS name FROM pg_index
     JOIN pg_class ON pg_class.oid = indrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
     JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
     LEFT JOIN pg_stats ON pg_stats.schemaname = nspname AND tablename = relname
       AND pg_stats.attname = pg_attribute.attname
     WHERE indrelid = $1::regclass AND indisprimary AND indisvalid AND indnkeyatts = 1
       AND abs(coalesce(correlation, 1)) >= ${minCorrelation} LIMIT 1`,
    [table],
  );
  return rows[0]?.name ?? null;
}

/** Values of the key between parts of about equal size, in order. */
async function readBounds(client: Client, table: string, key: string, rows: number, count: number): Promise<string[]> {
  const shares = Array.from({ length: count - 1 }, (_, index) => (index + 1) / count);
  const percent = Math.min(100, (sampledRows / Math.max(1, rows)) * 100);
  const sampled = await client.query<{ bounds: string[] | null }>(
    `SELECT (percentile_disc($1::float8[]) WITHIN GROUP (ORDER BY ${escapeIdentifier(key)}))::text[] AS bounds
     FROM ${table} TABLESAMPLE SYSTEM ($2)`,
    [shares, percent],
  );
  return [...new Set(sampled.rows[0]?.bounds ?? [])];
}
