import { stat } from 'node:fs/promises';
import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import {
  csvBufferBytes,
  droppedColumn,
  faultColumn,
  type LoweredScan,
  lowerScan,
  misfitStops,
  readerRejectsTable,
} from '#core/compiler/lower-scan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Scan } from '#core/contracts/scan.ts';
import type { Field } from '#core/graph/field-type.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { EngineSession } from './engine-session.ts';

export interface LoadedSource {
  readonly rows: number;
  readonly rejected: number;
  /** Values left out because they do not fit, per field that has some. */
  readonly dropped?: readonly DroppedValues[];
}

export interface DroppedValues {
  readonly field: string;
  readonly count: number;
  /** One of them. */
  readonly value: string;
}

/**
 * Creates the table `relation` from a scan, read once. Rows that do not fit go to `rejected_rows` under `nodeId`.
 * Rejects with a TelarError when the data cannot be read at all.
 */
export async function loadSource(
  session: EngineSession,
  relation: string,
  fields: readonly Field[],
  scan: Scan,
  nodeId: string,
): Promise<LoadedSource> {
  try {
    return await readScan(session, relation, fields, scan, nodeId, lowerScan(scan));
  } catch (error) {
    if (!(await canReadForgivingly(scan, error))) throw error;
    return readScan(session, relation, fields, scan, nodeId, lowerScan(scan, { forgiving: true }));
  }
}

async function readScan(
  session: EngineSession,
  relation: string,
  fields: readonly Field[],
  scan: Scan,
  nodeId: string,
  lowered: LoweredScan,
): Promise<LoadedSource> {
  const table = identifier(relation);
  const columns = fields.map(({ name, type }) => castColumn(name, type));
  if (lowered.hasFaults) columns.push(identifier(faultColumn));
  if (lowered.hasDropped) columns.push(identifier(droppedColumn));
  const read = sql`CREATE TABLE ${table} AS SELECT ${joinSql(columns)} FROM (${lowered.query})`;
  const { rowsChanged } = await session.execute(renderSql(read));
  const unreadable = lowered.hasReaderRejects ? await moveReaderRejects(session, nodeId) : 0;
  const faulty = lowered.hasFaults ? await moveFaults(session, table, nodeId, scan) : 0;
  const dropped = lowered.hasDropped ? { dropped: await takeDropped(session, table) } : {};
  return { rows: rowsChanged - faulty, rejected: unreadable + faulty, ...dropped };
}

async function takeDropped(session: EngineSession, table: Sql): Promise<DroppedValues[]> {
  const column = identifier(droppedColumn);
  const each = sql`SELECT unnest(${column}) AS entry FROM ${table} WHERE ${column} IS NOT NULL`;
  const { rows } = await session.queryRows(
    renderSql(sql`SELECT entry.field, count(*), any_value(entry.value) FROM (${each}) GROUP BY 1 ORDER BY 1`),
  );
  await session.execute(renderSql(sql`ALTER TABLE ${table} DROP COLUMN ${column}`));
  return rows.map(([field, count, value]) => ({ field: String(field), count: Number(count), value: String(value) }));
}

/**
 * Files that mix line ends can only be read in the reader's forgiving mode. There, an unclosed quote swallows text up
 * to the end of a buffer without a word, so the mode is for files that fit one, where it stays visible as one value.
 */
async function canReadForgivingly(scan: Scan, error: unknown): Promise<boolean> {
  if (scan.format !== 'csv' || !scan.lenient) return false;
  if (!(error instanceof TelarError) || error.code !== 'csv_line_ends_mixed') return false;
  const file = await stat(scan.path);
  return file.isFile() && file.size < csvBufferBytes;
}

/** Creates the table `relation` with no rows, for checking a plan without data. */
export async function createEmptySource(
  session: EngineSession,
  relation: string,
  fields: readonly Field[],
): Promise<void> {
  const columns = fields.map(({ name, type }) => sql`${identifier(name)} ${duckDbTypeSql(type)}`);
  await session.execute(renderSql(sql`CREATE TABLE ${identifier(relation)} (${joinSql(columns)})`));
}

/** Adds the rows of `rejects`, a SELECT of columns of `rejected_rows`, to it; returns how many. */
export async function collectRejects(session: EngineSession, nodeId: string, rejects: Sql): Promise<number> {
  const insert = sql`INSERT INTO rejected_rows BY NAME SELECT ${nodeId} AS node_id, * FROM (${rejects})`;
  return (await session.execute(renderSql(insert))).rowsChanged;
}

function castColumn(name: string, type: Field['type']): Sql {
  return sql`CAST(${identifier(name)} AS ${duckDbTypeSql(type)}) AS ${identifier(name)}`;
}

/** A broken line can have several errors; the first one explains it. */
async function moveReaderRejects(session: EngineSession, nodeId: string): Promise<number> {
  const rejects = identifier(readerRejectsTable);
  await refuseSwallowedRows(session, rejects);
  const moved = await session.execute(
    renderSql(sql`
      INSERT INTO rejected_rows (node_id, row_number, reason, field, value, record)
      SELECT ${nodeId}, line, CASE error_type
        WHEN 'MISSING COLUMNS' THEN 'row_too_short' WHEN 'TOO MANY COLUMNS' THEN 'row_too_long'
        WHEN 'UNQUOTED VALUE' THEN 'quote_unclosed' WHEN 'INVALID ENCODING' THEN 'encoding_invalid'
        WHEN 'LINE SIZE OVER MAXIMUM' THEN 'line_too_long' ELSE 'cast_failed' END,
        column_name, NULL, CAST(json_object('line', csv_line) AS VARCHAR)
      FROM ${rejects} QUALIFY row_number() OVER (PARTITION BY line, line_byte_position ORDER BY column_idx) = 1`),
  );
  await session.execute(renderSql(sql`DROP TABLE ${rejects}`));
  await session.execute(renderSql(sql`DROP TABLE reader_scans`));
  return moved.rowsChanged;
}

/**
 * A quote that never closes takes whole stretches of a large file with it, which the reader reports as one broken line
 * whose place lies outside the text it kept. That is a failure of the file, not of a row.
 */
async function refuseSwallowedRows(session: EngineSession, rejects: Sql): Promise<void> {
  const swallowed = await session.queryRows(
    renderSql(sql`
      SELECT min(line) FROM ${rejects}
      WHERE error_type = 'UNQUOTED VALUE' AND strlen(csv_line) < 9000
        AND byte_position > line_byte_position + strlen(csv_line)`),
  );
  const line = swallowed.rows[0]?.[0];
  if (line != null) throw new TelarError('csv_quote_unclosed', { params: { line: Number(line) }, status: 422 });
}

async function moveFaults(session: EngineSession, table: Sql, nodeId: string, scan: Scan): Promise<number> {
  const fault = identifier(faultColumn);
  await refuseMisfits(session, table);
  const moved = await session.execute(
    renderSql(sql`
      INSERT INTO rejected_rows (node_id, row_number, reason, field, value, record)
      SELECT ${nodeId}, ${rowNumberSql(scan, nodeId)}, ${fault}.reason, ${fault}.field, ${fault}.value, ${fault}.record
      FROM ${table} WHERE ${fault}.reason IS NOT NULL`),
  );
  if (moved.rowsChanged > 0) {
    await session.execute(renderSql(sql`DELETE FROM ${table} WHERE ${fault}.reason IS NOT NULL`));
  }
  await session.execute(renderSql(sql`ALTER TABLE ${table} DROP COLUMN ${fault}`));
  return moved.rowsChanged;
}

async function refuseMisfits(session: EngineSession, table: Sql): Promise<void> {
  const fault = identifier(faultColumn);
  const { rows } = await session.queryRows(
    renderSql(
      sql`SELECT ${fault}.field, left(${fault}.value, 100) FROM ${table} WHERE ${fault}.reason = ${misfitStops} LIMIT 1`,
    ),
  );
  const [field, value] = rows[0] ?? [];
  if (field == null) return;
  const params = { field: String(field), value: String(value) };
  throw new TelarError('source_value_misfit', { params, field: 'fields', status: 422 });
}

/** Counts records as the CSV reader counts lines, header included; unknown once the reader has left some out. */
function rowNumberSql(scan: Scan, nodeId: string): Sql {
  if (scan.format !== 'csv') return sql`rowid + 1`;
  const before = BigInt(scan.skipRows + (scan.header ? 1 : 0) + 1);
  return sql`CASE WHEN NOT EXISTS (SELECT 1 FROM rejected_rows WHERE node_id = ${nodeId}) THEN rowid + ${before} END`;
}
