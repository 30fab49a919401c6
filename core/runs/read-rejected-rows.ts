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
    const page = sql`SELECT reason, field, value, record FROM read_parquet(${path}) LIMIT ${BigInt(limit)} OFFSET ${BigInt(offset)}`;
    const { rows } = await session.queryRows(renderSql(page), limit);
    return { rows: rows.map(toView), total: Number(step.rowsRejected) };
  });
}

function toView([reason, field, value, record]: readonly unknown[]): RejectedRowView {
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell));
  return { reason: String(reason), field: text(field), value: text(value), record: text(record) ?? '' };
}
