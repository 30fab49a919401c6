import { join } from 'node:path';
import type { RejectedRow } from '#connectors/kit/connector.ts';
import { renderSql, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';

/** Adds rows a target refused to the session's `rejected_rows`. */
export async function addRejectedRows(
  session: EngineSession,
  nodeId: string,
  rows: readonly RejectedRow[],
): Promise<void> {
  const batchSize = 500;
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = JSON.stringify(rows.slice(start, start + batchSize));
    const entries = sql`unnest(from_json(${batch}::JSON, '["JSON"]')) AS entry`;
    await session.execute(
      renderSql(
        sql`INSERT INTO rejected_rows (node_id, row_number, reason, field, value, record) SELECT ${nodeId}, CAST(entry->>'row' AS BIGINT), entry->>'reason', entry->>'field', entry->>'value', entry->>'record' FROM (SELECT ${entries})`,
      ),
    );
  }
}

/** How many rows a step refused for which reason; the value is that of the first. */
export interface RejectedCause {
  readonly reason: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly rows: number;
}

const maxCauses = 20;

/** The commonest reasons for which a step refused rows. */
export async function countRejectedCauses(session: EngineSession, nodeId: string): Promise<RejectedCause[]> {
  const { rows } = await session.queryRows(
    renderSql(
      sql`SELECT left(reason, 300), left(field, 200), first(left(value, 200)), count(*)::INTEGER FROM rejected_rows WHERE node_id = ${nodeId} GROUP BY ALL ORDER BY 4 DESC, 1, 2 LIMIT ${BigInt(maxCauses)}`,
    ),
  );
  return rows.map(([reason, field, value, count]) => ({
    reason: String(reason),
    field: field === null ? null : String(field),
    value: value === null ? null : String(value),
    rows: Number(count),
  }));
}

/** Keeps a step's rejected rows as a Parquet blob; returns its key, or null when there are none. */
export async function storeRejectedRows(
  session: EngineSession,
  runId: string,
  nodeId: string,
  folder: string,
): Promise<string | null> {
  const rows = sql`SELECT row_number, reason, field, value, record, rule FROM rejected_rows WHERE node_id = ${nodeId}`;
  const counted = await session.queryRows(renderSql(sql`SELECT count(*) FROM (${rows})`));
  if (Number(counted.rows[0]?.[0] ?? 0) === 0) return null;
  const path = join(folder, `rejected-${nodeId}.parquet`);
  await exportRelation(session, renderSql(rows), 'parquet', path);
  const key = `runs/${runId}/rejected-${nodeId}.parquet`;
  await getBlobStore().adopt(key, path);
  return key;
}
