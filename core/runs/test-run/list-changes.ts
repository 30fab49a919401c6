import { duckDbTypeSql } from '#core/compiler/duckdb-type.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { Grid } from '#core/contracts/pipelines.ts';
import type { PlannedWrite, rowChanges } from '#core/contracts/test-run.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { columnMappingSchema } from '#core/graph/nodes/target-write.ts';
import { matchRows, type OpenedTarget } from '../plan-target.ts';

type TableWrite = Extract<PlannedWrite, { kind: 'table' }>;
type RowChange = (typeof rowChanges)[number];

/** Rows that are listed. */
const listedRows = 200;

/** The first rows that come to a table, by its columns, and what becomes of each. */
export async function listChanges(
  session: EngineSession,
  step: TargetStep,
  { contents, incoming, comparison, planned }: OpenedTarget,
): Promise<Pick<TableWrite, 'grid' | 'changes'>> {
  const columns = listColumns(step);
  const change =
    comparison === null ? sql`'create'` : changeSql(contents?.mode ?? 'append', contents?.removedRows ?? null);
  const rows = comparison === null ? sql`SELECT * FROM ${incoming}` : matchRows(comparison);
  const values = columns.map(
    ({ field, type, column }) => sql`CAST(${identifier(field)} AS ${duckDbTypeSql(type)}) AS ${identifier(column)}`,
  );
  const query = sql`SELECT ${joinSql([change, ...values])} FROM (${rows}) ORDER BY "#place" LIMIT ${BigInt(listedRows)}`;
  const { rows: listed } = await session.queryRows(renderSql(query), listedRows);
  const fields = columns.map(({ column, type }) => ({ name: column, type }));
  const grid: Grid = { fields, rows: listed.map((row) => row.slice(1)), rowCount: planned.rows };
  return { grid, changes: listed.map(([first]) => first as RowChange) };
}

/** The fields that go somewhere, and the columns they go to. */
function listColumns({ fields, settings }: TargetStep) {
  const parsed = columnMappingSchema.array().safeParse(settings.mapping);
  if (!parsed.success) return fields.map(({ name, type }) => ({ field: name, type, column: name }));
  return parsed.data.flatMap(({ field, column }) => {
    const found = fields.find(({ name }) => name === field);
    return found === undefined ? [] : [{ field, type: found.type, column }];
  });
}

/** What becomes of a row, as `planTarget` counts it. */
function changeSql(mode: string, removedRows: 'ignore' | 'delete' | null): Sql {
  const gone = removedRows === 'delete' ? sql`CASE WHEN "#known" THEN 'remove' ELSE 'skip' END` : sql`'skip'`;
  return sql`CASE WHEN NOT "#usable" THEN 'reject' WHEN "#gone" THEN ${gone} WHEN "#known" THEN ${known(mode)} ELSE ${fresh(mode)} END`;
}

function known(mode: string): Sql {
  if (mode === 'insert') return sql`'skip'`;
  if (mode === 'delete') return sql`'remove'`;
  return sql`CASE WHEN "#changed" THEN 'update' ELSE 'unchanged' END`;
}

function fresh(mode: string): Sql {
  return mode === 'update' || mode === 'delete' ? sql`'skip'` : sql`'create'`;
}
