import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { identifier, joinSql, renderSql, type Sql, sql } from '#core/compiler/sql.ts';
import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import type { Locale } from '#core/contracts/identity.ts';
import { maxReplayedRows, type ReplayAnswer, type ReplayRequest } from '#core/contracts/rejected.ts';
import { exportRelation } from '#core/engine/export-relation.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { csvFormatSchema, type FileFormat } from '#core/graph/nodes/file-source.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { translate } from '#core/platform/translate.ts';
import type { Session } from '#core/security/session.ts';
import { createRun } from '../create-run.ts';
import { compileRun } from '../execute-run.ts';
import { listEntryFields } from '../rejected/entry-fields.ts';
import {
  currentOf,
  filterRejected,
  isUnreadable,
  type OpenRejected,
  type RejectedScope,
  withRejected,
} from '../rejected/open-rejected.ts';
import { composeReplay, type ReplayGraph } from './compose-replay.ts';
import { findReplayable, type ReplayableRun } from './find-replayable.ts';

/**
 * Feeds rows that a step refused into the pipeline again, where they were refused, in a run of their own; without
 * `confirm` only says what it would do. A row is part of one replay at a time, and of none after it landed.
 * Throws what `findReplayable` and `composeReplay` throw, `replay_empty` (409) and `rejected_locked` (409).
 */
export async function startRowReplay(
  session: Session,
  { runId, nodeId }: Omit<RejectedScope, 'workspaceId'>,
  request: ReplayRequest,
  locale: Locale,
): Promise<ReplayAnswer> {
  const scope = { workspaceId: session.workspaceId, runId, nodeId };
  const run = await findReplayable(scope);
  const chosen = await chooseGraph(session, run, request.version);
  const startedAt = new Date();
  const answer = await withRejected(scope, async (opened) => {
    const rows = selectRows(opened, request);
    const count = await countRows(opened, rows);
    if (count === 0) throw new TelarError('replay_empty', { status: 409 });
    if (count > maxReplayedRows)
      throw new TelarError('replay_too_many', { params: { max: maxReplayedRows }, status: 422 });
    const fileId = createId('file');
    const input = describeInput(chosen.graph, nodeId, fileId, locale);
    const replay = composeReplay(chosen.graph, nodeId, input);
    compileRun(replay.graph, startedAt);
    await refuseOutdated(run, chosen.graph, replay);
    const step = findNode(chosen.graph, nodeId)?.name ?? '';
    const sent = await findSentBefore(scope, await listPlaces(opened, rows));
    const notes = [...replay.notes, ...sent];
    const planned = presentReplay({ ...replay, notes }, { count, step, chosen, run }, locale);
    if (!request.confirm) return planned;
    const file = await storeRows(opened, rows, input);
    const places = await listPlaces(opened, rows);
    const started = await createReplay(session, scope, { run, chosen, replay, file, places, startedAt }).catch(
      async (error) => {
        await getBlobStore().remove(file.blobKey);
        throw error;
      },
    );
    return { ...planned, runId: started };
  });
  if (answer === null) throw new TelarError('replay_empty', { status: 409 });
  return answer;
}

interface ChosenGraph {
  readonly graph: Graph;
  readonly versionId: string | null;
  readonly number: number | null;
}

async function chooseGraph(session: Session, run: ReplayableRun, version: 'own' | 'live'): Promise<ChosenGraph> {
  if (version === 'own') {
    const graph = migrateGraph(run.graph);
    // A version was published by somebody who may use what it uses.
    if (run.versionId === null) await checkAccess(session, listSettings(graph));
    return { graph, versionId: run.versionId, number: run.version?.number ?? null };
  }
  const live = run.pipeline.publishedVersion;
  if (live === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  return { graph: migrateGraph(live.graph), versionId: live.id, number: live.number };
}

/** SELECT of the rows that are wanted, of those that can be replayed. */
function selectRows({ rows }: OpenRejected, { rows: wanted }: ReplayRequest): Sql {
  const chosen = Array.isArray(wanted)
    ? sql`list_contains(CAST(${JSON.stringify(wanted)}::JSON AS BIGINT[]), "row")`
    : filterRejected({ status: wanted });
  return sql`(SELECT * FROM ${rows} WHERE status = 'open' AND ${chosen} AND NOT ${isUnreadable})`;
}

async function countRows({ session }: OpenRejected, rows: Sql): Promise<number> {
  return Number((await session.queryRows(renderSql(sql`SELECT count(*) FROM ${rows}`), 1)).rows[0]?.[0] ?? 0);
}

interface DescribedInput {
  readonly fileId: string;
  readonly fileName: string;
  readonly format: FileFormat;
  readonly fields: readonly SourceField[];
  readonly name: string;
}

/** Values are text, written as the step's own source writes numbers; only CSV can say how. */
function describeInput(graph: Graph, nodeId: string, fileId: string, locale: Locale): DescribedInput {
  const csv = csvFormatSchema.safeParse(findNode(graph, nodeId)?.settings.format);
  // The file names its columns as the pipeline does.
  const fields = listEntryFields(graph, nodeId).map(({ path: _, ...field }): SourceField => field);
  if (fields.length === 0) throw new TelarError('replay_step_missing', { status: 422 });
  const writesNumbers = csv.success && (csv.data.decimalSeparator !== '.' || csv.data.thousandsSeparator !== '');
  const format: FileFormat = writesNumbers
    ? { ...csv.data, encoding: 'utf-8', delimiter: ',', quote: '"', header: true, skipRows: 0 }
    : { type: 'parquet' };
  const name = translate(locale, 'app', 'rejected.replayedRows', {}) ?? 'Replayed rows';
  return { fileId, fileName: `${name}.${format.type}`, format, fields, name };
}

async function storeRows({ session, folder, columns }: OpenRejected, rows: Sql, input: DescribedInput) {
  const list = input.fields.map(({ name }) => {
    const column = columns.find((candidate) => candidate.name === name);
    const value = column === undefined ? sql`CAST(NULL AS VARCHAR)` : currentOf(column);
    return sql`${value} AS ${identifier(name)}`;
  });
  const { type } = input.format;
  const path = join(folder, `replay.${type}`);
  const query = renderSql(sql`SELECT ${joinSql(list)} FROM ${rows} ORDER BY "row"`);
  await exportRelation(session, query, type === 'csv' ? 'csv' : 'parquet', path);
  const { size: sizeBytes } = await stat(path);
  const blobKey = `replays/${input.fileId}.${type}`;
  await getBlobStore().adopt(blobKey, path);
  return { id: input.fileId, name: input.fileName, blobKey, sizeBytes, sha256: '' };
}

/** As JSON text, which only the database looks into. */
async function listPlaces({ session }: OpenRejected, rows: Sql): Promise<string> {
  const query = sql`SELECT CAST(to_json(list("row" ORDER BY "row")) AS VARCHAR) FROM ${rows}`;
  return String((await session.queryRows(renderSql(query), 1)).rows[0]?.[0] ?? '[]');
}

interface NewReplay {
  readonly run: ReplayableRun;
  readonly chosen: ChosenGraph;
  readonly replay: ReplayGraph;
  readonly file: Awaited<ReturnType<typeof storeRows>>;
  readonly places: string;
  /** Rows that were changed since then are not what was stored. */
  readonly startedAt: Date;
}

function createReplay(
  { userId }: Session,
  { workspaceId, runId, nodeId }: RejectedScope,
  { run, chosen, replay, file, places, startedAt }: NewReplay,
): Promise<string> {
  return getDatabase().$transaction(async (transaction) => {
    const id = await createRun({
      workspaceId,
      pipelineId: run.pipelineId,
      versionId: chosen.versionId,
      graph: replay.graph,
      trigger: 'replay',
      createdBy: userId,
      rowsOf: { runId, nodeId },
      transaction,
    });
    await transaction.file.create({ data: { ...file, workspaceId, runId: id, createdBy: userId } });
    const claimed = await transaction.$executeRaw`
      INSERT INTO rejected_records (run_id, node_id, "row", status, replay_run_id, updated_by)
      SELECT ${runId}, ${nodeId}, value::int, 'replaying', ${id}, ${userId} FROM jsonb_array_elements_text(${places}::jsonb) AS value
      ON CONFLICT (run_id, node_id, "row") DO UPDATE SET status = 'replaying', replay_run_id = ${id},
        updated_by = ${userId}, updated_at = now()
      WHERE rejected_records.status = 'open' AND rejected_records.updated_at <= ${startedAt}`;
    const wanted = (JSON.parse(places) as unknown[]).length;
    if (claimed < wanted) throw new TelarError('rejected_locked', { params: { count: wanted - claimed }, status: 409 });
    return id;
  });
}

/** Targets that took rows of an earlier replay of the same rows, which then failed or was cancelled. */
async function findSentBefore({ runId, nodeId }: RejectedScope, places: string): Promise<ReplayGraph['notes']> {
  const found = await getDatabase().$queryRaw<{ step: string }[]>`
    SELECT DISTINCT coalesce(node->>'name', step.node_id) AS step
    FROM rejected_records AS kept
    JOIN runs AS replay ON replay.id = kept.replay_run_id AND replay.status IN ('failed', 'cancelled')
    JOIN run_steps AS step ON step.run_id = replay.id AND step.rows_loaded > 0
    LEFT JOIN LATERAL jsonb_array_elements(replay.graph->'nodes') AS node ON node->>'id' = step.node_id
    WHERE kept.run_id = ${runId} AND kept.node_id = ${nodeId}
      AND kept."row" IN (SELECT value::int FROM jsonb_array_elements_text(${places}::jsonb) AS value)`;
  return found.map(({ step }) => ({ code: 'replay_maybe_sent', step }));
}

/** A table that holds exactly the rows of one run was filled by a later one since. */
async function refuseOutdated({ pipelineId, createdAt }: ReplayableRun, graph: Graph, replay: ReplayGraph) {
  const replaces = replay.graph.nodes.some(({ id }) => findNode(graph, id)?.settings.mode === 'replace');
  if (!replaces) return;
  const later = await getDatabase().run.count({
    where: { pipelineId, status: 'succeeded', trigger: { not: 'replay' }, createdAt: { gt: createdAt } },
  });
  if (later > 0) throw new TelarError('replay_outdated', { status: 409 });
}

function presentReplay(
  { graph, notes }: ReplayGraph,
  { count, step, chosen, run }: { count: number; step: string; chosen: ChosenGraph; run: ReplayableRun },
  locale: Locale,
): ReplayAnswer {
  const targets = graph.nodes.filter(({ kind }) => getNodeDefinition(kind).category === 'target');
  return {
    count,
    step,
    targets: targets.map(({ id, name, settings: { schema, table, url, fileName } }) => ({
      nodeId: id,
      name,
      place: String(table ? `${schema}.${table}` : (url ?? fileName ?? '')),
    })),
    versionNumber: chosen.number,
    liveNumber: run.pipeline.publishedVersion?.number ?? null,
    notes: notes.map(
      ({ code, step: name }) => translate(locale, 'app', `rejected.notes.${code}`, { step: name }) ?? code,
    ),
    runId: null,
  };
}
