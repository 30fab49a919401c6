import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import { castFailedSql, plainNumbers, readTextSql } from '#core/compiler/scan-column.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { PreviewResponse, StandInRows } from '#core/contracts/pipelines.ts';
import { maxHeldBytes } from '#core/contracts/test-run.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Field } from '#core/graph/field-type.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** A relation of a plan and the rows that stand in for it. */
export interface StandIn {
  readonly relation: string;
  /** As the steps that read it were compiled for. */
  readonly fields: readonly Field[];
  readonly rows: StandInRows;
  readonly by: PreviewResponse['held'][number]['by'];
}

/** Makes the relation from the rows; a field they lack, or hold in another type, is converted or blank. */
export async function placeStandIn(session: EngineSession, { relation, fields, rows }: StandIn): Promise<void> {
  const columns = fields.map(({ name, type }) => {
    const place = rows.fields.findIndex((field) => field.name === name);
    const value = place < 0 ? sql`NULL` : readTextSql(cellSql(place), type, undefined, plainNumbers);
    return sql`CAST(${value} AS ${duckDbTypeSql(type)}) AS ${identifier(name)}`;
  });
  const select = sql`SELECT ${joinSql(columns)} FROM (${rowsSql(rows)})`;
  await session.execute(renderSql(sql`CREATE TABLE ${identifier(relation)} AS ${select}`));
}

/** Throws `pin_value_unfit` where a value is not of its field's type. */
export async function checkCells(session: EngineSession, rows: StandInRows): Promise<void> {
  const faults = rows.fields.flatMap(({ name, type }, place) => {
    if (type === 'text' || type === 'json') return [];
    const typed = readTextSql(cellSql(place), type, undefined, plainNumbers);
    return [
      { name, type, sql: sql`any_value(${cellSql(place)}) FILTER (WHERE ${castFailedSql(cellSql(place), typed)})` },
    ];
  });
  if (faults.length === 0) return;
  const query = sql`SELECT ${joinSql(faults.map((fault) => fault.sql))} FROM (${rowsSql(rows)})`;
  const [values = []] = (await session.queryRows(renderSql(query), 1)).rows;
  for (const [index, { name: field, type }] of faults.entries()) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    throw new TelarError('pin_value_unfit', {
      params: { field, type, value: String(value).slice(0, 80) },
      status: 422,
    });
  }
}

/** Throws `pin_too_large` where rows take more than may be held; answers how many bytes they take. */
export function measureRows({ rows }: StandInRows): number {
  const bytes = Buffer.byteLength(JSON.stringify(rows));
  if (bytes <= maxHeldBytes) return bytes;
  throw new TelarError('pin_too_large', {
    params: { megabytes: Math.ceil(bytes / 100_000) / 10, limit: maxHeldBytes / 1_000_000 },
    status: 422,
  });
}

/** One JSON list per row, in order. */
function rowsSql({ rows }: StandInRows): Sql {
  return sql`SELECT unnest(CAST(${JSON.stringify(rows)} AS JSON[])) AS cells`;
}

/** The text of a cell; NULL where it is blank. */
function cellSql(place: number): Sql {
  return sql`json_extract_string(cells, ${`/${place}`})`;
}
