import { jsonPointer } from '#core/compiler/json-pointer.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import { maxReplayedRows, type RejectedChange } from '#core/contracts/rejected.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import { findReplayable } from '../replay-rows/find-replayable.ts';
import { currentOf, filterRejected, type OpenRejected, type RejectedScope, withRejected } from './open-rejected.ts';

export interface RejectedChanged {
  readonly changed: number;
  readonly before: readonly { readonly row: number; readonly edit?: string | null }[];
}

/** What a person does to one row, as the database reads it. */
interface RowChange {
  readonly row: number;
  readonly set?: Readonly<Record<string, string | null>> | undefined;
  readonly unset?: readonly string[] | undefined;
  readonly status?: 'open' | 'dismissed' | undefined;
}

/**
 * Keeps new values and marks of refused rows; what came stays as it is. All or nothing: throws `rejected_locked` (409)
 * when one of the rows is being replayed or was, `rejected_column_unknown` (422), and what
 * `findReplayable` throws.
 */
export async function changeRejected(
  session: Session,
  scope: Omit<RejectedScope, 'workspaceId'>,
  change: RejectedChange,
): Promise<RejectedChanged> {
  const place = { ...scope, workspaceId: session.workspaceId };
  await findReplayable(place);
  const planned = await withRejected(place, async (opened) => {
    if ('rows' in change) return { rows: await checkRows(opened, change.rows), before: [] };
    if ('fill' in change) return findFilled(opened, change.fill);
    const { filter, status } = change.mark;
    const from = status === 'dismissed' ? 'open' : 'dismissed';
    const condition = sql`${filterRejected(filter)} AND status = ${from}`;
    const found = await opened.session.queryRows(
      renderSql(sql`SELECT "row" FROM ${opened.rows} WHERE ${condition} ORDER BY 1`),
      maxReplayedRows,
    );
    const rows = found.rows.map(([row]): RowChange => ({ row: Number(row), status }));
    return { rows, before: rows.map(({ row }) => ({ row })) };
  });
  if (planned === null) throw new TelarError('not_found', { status: 404 });
  await saveChanges(session.userId, place, planned.rows);
  return { changed: planned.rows.length, before: planned.before };
}

async function checkRows({ session, columns, rows }: OpenRejected, changes: readonly RowChange[]) {
  const names = new Set(columns.map(({ name }) => name));
  for (const { set = {}, unset = [] } of changes) {
    const unknown = [...Object.keys(set), ...unset].find((name) => !names.has(name));
    if (unknown !== undefined)
      throw new TelarError('rejected_column_unknown', { params: { column: unknown }, status: 422 });
  }
  const last = await session.queryRows(renderSql(sql`SELECT max("row") FROM ${rows}`), 1);
  if (changes.some(({ row }) => row > Number(last.rows[0]?.[0] ?? -1)))
    throw new TelarError('not_found', { status: 404 });
  return changes;
}

async function findFilled(
  { session, columns, rows }: OpenRejected,
  { column: name, from, to }: { column: string; from: string | null; to: string | null },
) {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new TelarError('rejected_column_unknown', { params: { column: name }, status: 422 });
  const edit = jsonPointer([name]);
  const found = await session.queryRows(
    renderSql(sql`SELECT "row", json_exists(edits, ${edit}), json_extract_string(edits, ${edit}) FROM ${rows}
      WHERE status = 'open' AND ${currentOf(column)} IS NOT DISTINCT FROM CAST(${from} AS VARCHAR) ORDER BY 1`),
    maxReplayedRows,
  );
  const before = found.rows.map(([row, isEdited, edited]) => ({
    row: Number(row),
    ...(isEdited === true && { edit: edited === null ? null : String(edited) }),
  }));
  return { rows: before.map(({ row }): RowChange => ({ row, set: { [name]: to } })), before };
}

async function saveChanges(userId: string, { runId, nodeId }: RejectedScope, changes: readonly RowChange[]) {
  if (changes.length === 0) return;
  const text = JSON.stringify(changes);
  await getDatabase().$transaction(async (transaction) => {
    const written = await transaction.$executeRaw`
      WITH change AS (
        SELECT (value->>'row')::int AS "row", coalesce(value->'set', '{}') AS set,
          ARRAY(SELECT jsonb_array_elements_text(coalesce(value->'unset', '[]'))) AS unset, value->>'status' AS status
        FROM jsonb_array_elements(${text}::jsonb) AS value),
      kept AS (
        SELECT "row", coalesce(edits, '{}') AS edits, r.status FROM change
        LEFT JOIN rejected_records r USING ("row") WHERE r.run_id = ${runId} AND r.node_id = ${nodeId})
      INSERT INTO rejected_records (run_id, node_id, "row", edits, status, updated_by, updated_at)
      SELECT ${runId}, ${nodeId}, "row", (coalesce(kept.edits, '{}') - unset) || set,
        coalesce(change.status::"RejectedStatus", kept.status, 'open'), ${userId}, now()
      FROM change LEFT JOIN kept USING ("row")
      ON CONFLICT (run_id, node_id, "row") DO UPDATE SET edits = EXCLUDED.edits, status = EXCLUDED.status,
        updated_by = EXCLUDED.updated_by, updated_at = EXCLUDED.updated_at
      WHERE rejected_records.status IN ('open', 'dismissed')`;
    if (written < changes.length)
      throw new TelarError('rejected_locked', { params: { count: changes.length - written }, status: 409 });
  });
}
