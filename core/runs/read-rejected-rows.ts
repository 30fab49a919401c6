import { join } from 'node:path';
import { placeFile } from '#connectors/kit/place-file.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withShortSession } from './short-session.ts';

export interface RejectedRowView {
  readonly reason: string;
  readonly field: string | null;
  readonly value: string | null;
  /** The row as JSON text, or the raw line where it could not be read. */
  readonly record: string;
  /** The rule that refused it, counted from 1, where a step has several. */
  readonly rule: string | null;
}

/** A page of the rows a step refused, in the order they were refused. */
export async function readRejectedRows(options: {
  workspaceId: string;
  runId: string;
  nodeId: string;
  offset: number;
  limit: number;
}): Promise<{ rows: RejectedRowView[]; total: number }> {
  const { workspaceId, runId, nodeId, offset, limit } = options;
  const step = await getDatabase().runStep.findFirst({ where: { runId, nodeId, run: { workspaceId } } });
  if (step === null) throw new TelarError('not_found', { status: 404 });
  const key = step.rejectedBlobKey;
  if (key === null) return { rows: [], total: 0 };
  return withShortSession(async (session, folder) => {
    const path = join(folder, 'rejected.parquet');
    await placeFile(getBlobStore().path(key), path);
    // Files of earlier versions have no rule.
    const names = sql`COLUMNS(name -> name IN ('reason', 'field', 'value', 'record', 'rule'))`;
    const page = sql`SELECT ${names} FROM read_parquet(${path}) LIMIT ${BigInt(limit)} OFFSET ${BigInt(offset)}`;
    const { rows, fields } = await session.queryRows(renderSql(page), limit);
    return {
      rows: rows.map((row) => toView(new Map(fields.map(({ name }, index) => [name, row[index]])))),
      total: Number(step.rowsRejected),
    };
  });
}

function toView(row: ReadonlyMap<string, unknown>): RejectedRowView {
  const text = (name: string) => {
    const cell = row.get(name);
    return cell === null || cell === undefined ? null : String(cell);
  };
  const [reason, record] = [text('reason') ?? '', text('record') ?? ''];
  return { reason, field: text('field'), value: text('value'), record, rule: text('rule') };
}
