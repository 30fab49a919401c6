import { join } from 'node:path';
import { placeFile } from '#connectors/kit/place-file.ts';
import { jsonPointer } from '#core/compiler/json-pointer.ts';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import type { RejectedFilter } from '#core/contracts/rejected.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { withShortSession } from '../short-session.ts';
import { type EntryField, listEntryFields } from './entry-fields.ts';

export interface RejectedScope {
  readonly workspaceId: string;
  readonly runId: string;
  readonly nodeId: string;
}

/** What a step of a run refused, with what people did about it, in an engine of its own. */
export interface OpenRejected {
  readonly session: EngineSession;
  readonly folder: string;
  readonly graph: Graph;
  readonly columns: readonly EntryField[];
  /**
   * To select from: `row, line, status, edits (JSON), run, reason, field, value, rule, record (text), data (JSON)`, where
   * reason and what goes with it are those of the last refusal.
   */
  readonly rows: Sql;
}

/** Lends what a step refused; null when it refused nothing. Throws `not_found` (404) or `blob_missing`. */
export async function withRejected<Result>(
  { workspaceId, runId, nodeId }: RejectedScope,
  work: (opened: OpenRejected) => Promise<Result>,
): Promise<Result | null> {
  const step = await getDatabase().runStep.findFirst({
    where: { runId, nodeId, run: { workspaceId } },
    select: { rejectedBlobKey: true, run: { select: { graph: true } } },
  });
  if (step === null) throw new TelarError('not_found', { status: 404 });
  const key = step.rejectedBlobKey;
  if (key === null) return null;
  const graph = migrateGraph(step.run.graph);
  const touched = await readTouched(runId, nodeId);
  return withShortSession(async (session, folder) => {
    const path = join(folder, 'rejected.parquet');
    await placeFile(getBlobStore().path(key), path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') throw new TelarError('blob_missing', { actor: 'admin', status: 404, cause });
      throw cause;
    });
    const columns = listEntryFields(graph, nodeId);
    const rows = await composeRows(session, path, touched, readsSource(graph, nodeId));
    return work({ session, folder, graph, columns, rows });
  });
}

/** As one JSON text that only the engine looks into. */
async function readTouched(runId: string, nodeId: string): Promise<string> {
  const [found] = await getDatabase().$queryRaw<[{ touched: string }]>`
    SELECT coalesce(json_agg(json_build_object('row', "row", 'status', status, 'edits', edits, 'refusal', refusal,
      'run', replay_run_id)), '[]')::text AS touched
    FROM rejected_records WHERE run_id = ${runId} AND node_id = ${nodeId}`;
  return found.touched;
}

/** Whether the places of rows are lines or records of what the step reads. */
function readsSource(graph: Graph, nodeId: string): boolean {
  const node = findNode(graph, nodeId);
  return node !== undefined && ['source', 'trigger'].includes(getNodeDefinition(node.kind).category);
}

async function composeRows(session: EngineSession, path: string, touched: string, hasLines: boolean): Promise<Sql> {
  const file = sql`read_parquet(${path}, file_row_number = true)`;
  const known = await session.describe(renderSql(sql`SELECT * FROM ${file}`));
  // Files of earlier versions have no rule.
  const rule = known.some(({ name }) => name === 'rule') ? sql`rule` : sql`CAST(NULL AS VARCHAR) AS rule`;
  const shape = '[{"row":"BIGINT","status":"VARCHAR","edits":"JSON","refusal":"JSON","run":"VARCHAR"}]';
  await session.execute(
    renderSql(sql`CREATE TEMP TABLE touched AS
      SELECT t."row" AS place, t.status, t.edits, nullif(t.refusal, 'null') AS refusal, t.run
      FROM (SELECT unnest(from_json(${touched}::JSON, ${shape})) AS t)`),
  );
  const last = (name: string) =>
    sql`CASE WHEN refusal IS NULL THEN kept.${identifier(name)} ELSE refusal->>${name} END AS ${identifier(name)}`;
  const kept = sql`SELECT file_row_number AS "row", ${hasLines ? sql`row_number` : sql`CAST(NULL AS BIGINT)`} AS line, reason, field, value, record, ${rule} FROM ${file}`;
  const joined = sql`SELECT "row", line, coalesce(status, 'open') AS status, coalesce(edits, '{}'::JSON) AS edits, run,
    ${joinSql(['reason', 'field', 'value', 'rule'].map(last))}, record,
    CASE WHEN json_valid(record) THEN CAST(record AS JSON) ELSE '{}'::JSON END AS data
    FROM (${kept}) AS kept LEFT JOIN touched ON place = kept."row"`;
  return sql`(${joined})`;
}

/** A value as it came, as text. */
export function originalOf({ path }: EntryField): Sql {
  return sql`json_extract_string(data, ${jsonPointer(path)})`;
}

/** A value with what people made of it, as text. */
export function currentOf(field: EntryField): Sql {
  const edit = jsonPointer([field.name]);
  return sql`CASE WHEN json_exists(edits, ${edit}) THEN json_extract_string(edits, ${edit}) ELSE ${originalOf(field)} END`;
}

/** Rows of which nothing but a raw line is known, until somebody fills them in. */
export const isUnreadable: Sql = sql`(CAST(edits AS VARCHAR) = '{}' AND reason IN ('row_too_short', 'row_too_long', 'quote_unclosed', 'encoding_invalid', 'line_too_long', 'json_invalid'))`;

/** The condition of a filter; TRUE for an empty one. */
export function filterRejected({ reason, field, text, status }: RejectedFilter): Sql {
  const conditions = [
    sql`TRUE`,
    ...(reason === undefined ? [] : [sql`reason = ${reason}`]),
    ...(field === undefined ? [] : [sql`field = ${field}`]),
    ...(text === undefined || text === ''
      ? []
      : [sql`contains(lower(concat(record, CAST(edits AS VARCHAR))), lower(${text}))`]),
    ...(status === undefined
      ? []
      : [status === 'edited' ? sql`(status = 'open' AND CAST(edits AS VARCHAR) <> '{}')` : sql`status = ${status}`]),
  ];
  return joinSql(conditions, ' AND ');
}
