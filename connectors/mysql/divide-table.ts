import type { Division, DivisionWish } from '#connectors/kit/connector.ts';
import { countParts, rangesBetween } from '#connectors/kit/part-ranges.ts';
import type { TableSourceSettings } from '#core/graph/nodes/table-source.ts';
import { boundForm, writeBound } from './compose-range.ts';
import type { MysqlSession } from './mysql-session.ts';
import { quoteName } from './quote.ts';
import { relationText, type SourceColumn } from './read-source-columns.ts';

/** Numbers that lie closer together than this are taken to be spread evenly; of others, bounds are looked for. */
const maxSpread = 1.5;

interface Key {
  readonly column: string;
  readonly form: NonNullable<ReturnType<typeof boundForm>>;
}

/**
 * Divides a table by ranges of the first column of its primary key, in the order of which InnoDB stores the rows; null
 * where it has none, or is to be read as one.
 */
export async function divideTable(
  session: MysqlSession,
  settings: TableSourceSettings,
  columns: readonly SourceColumn[],
  { parts, earlier }: DivisionWish,
): Promise<Division['ranges'] | null> {
  if (earlier !== null) return earlier;
  const rows = (await estimateRows(session, settings)) ?? 0;
  const count = countParts(parts, rows);
  const key = count < 2 ? null : await findKey(session, settings, columns);
  if (key === null) return null;
  const bounds =
    (await spreadBounds(session, settings, key, rows, count)) ??
    (await walkBounds(session, settings, key, rows, count));
  return bounds.length === 0 ? null : rangesBetween(bounds, { key: key.column });
}

/** The server's estimate; unknown for queries and views. */
export async function estimateRows(
  session: MysqlSession,
  { mode, schema, table }: TableSourceSettings,
): Promise<number | undefined> {
  if (mode === 'query') return undefined;
  const sql = 'SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?';
  const [estimate] = await readRow(session, sql, [schema === '' ? session.database : schema, table]);
  return Number(estimate ?? 0) > 0 ? Number(estimate) : undefined;
}

async function findKey(
  session: MysqlSession,
  { schema, table }: TableSourceSettings,
  columns: readonly SourceColumn[],
): Promise<Key | null> {
  const sql = `SELECT COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE
    WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND CONSTRAINT_NAME = 'PRIMARY' AND ORDINAL_POSITION = 1`;
  const [name] = await readRow(session, sql, [schema === '' ? session.database : schema, table]);
  const column = columns.find((candidate) => candidate.column === name);
  const form = column === undefined ? null : boundForm(column.type);
  return column === undefined || form === null ? null : { column: column.column, form };
}

/** Bounds of whole numbers that fill their range; null where they do not. */
async function spreadBounds(
  session: MysqlSession,
  settings: TableSourceSettings,
  { column, form }: Key,
  rows: number,
  count: number,
): Promise<string[] | null> {
  if (form !== 'digits') return null;
  const name = quoteName(column);
  const sql = `SELECT CAST(MIN(${name}) AS CHAR), CAST(MAX(${name}) AS CHAR) FROM ${relationText(settings)}`;
  const [least, most] = await readRow(session, sql);
  if (least == null || most == null) return [];
  const [min, span] = [BigInt(least), BigInt(most) - BigInt(least) + 1n];
  if (Number(span) > rows * maxSpread) return null;
  const bounds = Array.from({ length: count - 1 }, (_, index) => min + (span * BigInt(index + 1)) / BigInt(count));
  return [...new Set(bounds.map(String))];
}

/** Goes along the key and notes every so-manieth value: no row leaves the server, and none is counted twice. */
async function walkBounds(
  session: MysqlSession,
  settings: TableSourceSettings,
  { column, form }: Key,
  rows: number,
  count: number,
): Promise<string[]> {
  const name = quoteName(column);
  const written =
    form === 'digits' ? `CAST(${name} AS CHAR)` : `HEX(${form === 'text' ? `CONVERT(${name} USING utf8mb4)` : name})`;
  const step = Math.max(1, Math.ceil(rows / count));
  const bounds: string[] = [];
  while (bounds.length < count - 1) {
    const last = bounds.at(-1);
    const start = last === undefined ? '' : ` WHERE ${name} > ${writeBound(last, form)}`;
    const sql = `SELECT ${written} FROM ${relationText(settings)}${start} ORDER BY ${name} LIMIT 1 OFFSET ${step}`;
    const [bound] = await readRow(session, sql);
    if (bound == null) break;
    bounds.push(bound);
  }
  return bounds;
}

async function readRow({ connection }: MysqlSession, sql: string, values: string[] = []): Promise<(string | null)[]> {
  const [rows] = await connection.execute({ sql, rowsAsArray: true }, values);
  return (rows as (string | null)[][])[0] ?? [];
}
