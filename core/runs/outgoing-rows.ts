import type { LoadResult } from '#connectors/kit/connector.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { identifier, renderSql, type Sql, type SqlQuery, sql } from '#core/compiler/sql.ts';
import type { EngineSession } from '#core/engine/engine-session.ts';
import { changeField } from '#core/graph/nodes/source-sync.ts';
import { columnMappingSchema } from '#core/graph/nodes/target-write.ts';
import { hashSettings } from './hash-settings.ts';
import { type OpaqueState, readState } from './node-states.ts';
import type { PlanExecution } from './plan-execution.ts';
import { rowHashSql } from './row-hash.ts';
import { findCheckpoint, saveCheckpoint } from './run-checkpoints.ts';
import { openRows, queryCount, storeRows } from './stored-rows.ts';

/** Rows on their way to a target, kept so that every attempt at the run sends the same in the same order. */
export interface OutgoingRows {
  readonly query: SqlQuery;
  /** Rows that came, those left out included. */
  readonly total: number;
  /** Rows left out, because they were sent before as they are. */
  readonly unchanged: number;
  /** What sending came to in an earlier attempt that finished with it: nothing is sent again. */
  readonly sent: LoadResult | null;
  /** Remembers how sending ended, and what was sent and not refused; the latter is true with the end of the run. */
  readonly settle: (result: LoadResult) => Promise<void>;
}

/** What was sent last: a hash of the key and of the whole of each row. */
interface SentState extends OpaqueState {
  readonly mode: 'sent';
  /** Of the settings that decide what a row becomes in the target; with others everything is sent again. */
  readonly identity: string;
  readonly sent: string;
  readonly rows: number;
}

/** With more refused rows than these, an attempt after a crash sends everything again, under the same keys. */
const maxRefusedKept = 1_000;

/** Of what a target was sent, among what its step remembers. */
export const sentStream = 'sent';

/** Rows that are sent through an API cannot be taken back, so what is sent must not change between attempts. */
export function keepsOutgoing({ kind, settings }: TargetStep): boolean {
  return kind === 'http-target' || detectsChanges(settings);
}

function detectsChanges({ mode, detect, keys }: TargetStep['settings']): boolean {
  return mode === 'upsert' && detect === 'sent' && Array.isArray(keys) && keys.length > 0;
}

/** Stores the rows of `query` that are to be sent, once per run. */
export async function openOutgoing(execution: PlanExecution, step: TargetStep, query: SqlQuery): Promise<OutgoingRows> {
  const { session, runId } = execution;
  const table = nameOutgoing(step);
  const earlier = await findCheckpoint(runId, step.nodeId);
  const kept = earlier === null ? null : await openRows(execution, earlier.blobKeys[0] ?? '');
  const memory = await openMemory(execution, step);
  if (earlier !== null && kept !== null) {
    await session.execute(renderSql(sql`CREATE TABLE ${table} AS SELECT * FROM ${kept}`));
  } else {
    await stageOutgoing(session, step, query, memory);
  }
  const counted = earlier?.detail.total ?? (await queryCount(session, sql`SELECT count(*) FROM ${table}`));
  const total = Number(counted);
  const basedOn = earlier?.detail.basedOn ?? memory?.basedOn ?? null;
  if (memory?.sent != null && earlier === null) {
    await session.execute(
      renderSql(sql`DELETE FROM ${table} WHERE rowid IN (
      SELECT place FROM (SELECT rowid AS place, "#key", "#hash" FROM ${table}) AS now
      JOIN ${memory.sent} AS sent ON now."#key" = sent.key AND now."#hash" = sent.hash)`),
    );
  }
  const blobKey = `runs/${runId}/outgoing-${step.nodeId}.parquet`;
  if (earlier === null || kept === null) {
    await storeRows(execution, blobKey, sql`SELECT * FROM ${table} ORDER BY rowid`);
    await saveCheckpoint(execution, step.nodeId, {
      complete: false,
      detail: { total, basedOn, stream: sentStream },
      blobKeys: [blobKey],
    });
  }
  const rows = await queryCount(session, sql`SELECT count(*) FROM ${table}`);
  return {
    query: selectOutgoing(step, memory),
    total,
    unchanged: total - rows,
    sent: kept === null ? null : ((earlier?.detail.sent as LoadResult | undefined) ?? null),
    settle: async (result) => {
      const state = memory === null ? {} : { state: await rememberSent(execution, step, memory, result) };
      const sent = (result.rejected ?? []).length <= maxRefusedKept ? { sent: result } : {};
      await saveCheckpoint(execution, step.nodeId, {
        complete: true,
        detail: { ...state, ...sent, total, basedOn, stream: sentStream },
        blobKeys: [blobKey],
      });
    },
  };
}

/** For a plan or a test: takes rows out of the table that were sent before as they are; answers how many. */
export async function leaveOutSent(execution: MemoryScope, step: TargetStep, table: Sql): Promise<number> {
  const memory = await openMemory(execution, step);
  if (memory === null || memory.sent === null) return 0;
  const { keys, fields, sent } = memory;
  const known = sql`SELECT 1 FROM ${sent} AS sent WHERE sent.key = ${rowHashSql(keys)} AND sent.hash = ${rowHashSql(fields)}`;
  const { rowsChanged } = await execution.session.execute(renderSql(sql`DELETE FROM ${table} WHERE EXISTS (${known})`));
  return rowsChanged;
}

function nameOutgoing({ nodeId }: TargetStep): Sql {
  return identifier(`${nodeId}.outgoing`);
}

/** The rows of the table that `stageOutgoing` made, as they are sent. */
export function selectOutgoing(step: TargetStep, memory: Memory | null): SqlQuery {
  const columns = memory === null ? sql`*` : sql`* EXCLUDE ("#key", "#hash")`;
  return renderSql(sql`SELECT ${columns} FROM ${nameOutgoing(step)} ORDER BY rowid`);
}

/** Makes a table of the rows of `query`, with what they are remembered by. */
export async function stageOutgoing(
  session: EngineSession,
  step: TargetStep,
  query: SqlQuery,
  memory: Memory | null,
): Promise<void> {
  const hashes =
    memory === null
      ? ''
      : `, ${renderSql(sql`${rowHashSql(memory.keys)} AS "#key", ${rowHashSql(memory.fields)} AS "#hash"`).text}`;
  await session.execute({
    text: `CREATE TABLE ${renderSql(nameOutgoing(step)).text} AS SELECT *${hashes} FROM (${query.text})`,
    values: query.values,
  });
}

/** Whose memory it is, and where its files go. */
export type MemoryScope = Pick<PlanExecution, 'workspaceId' | 'pipelineId' | 'session' | 'folder'>;

export interface Memory {
  readonly keys: readonly { readonly name: string }[];
  readonly fields: readonly { readonly name: string }[];
  readonly identity: string;
  /** Null: nothing was sent yet, or under other settings. */
  readonly sent: Sql | null;
  readonly basedOn: string | null;
  /** Whether something is remembered that holds under other settings only. */
  readonly isOfOthers: boolean;
}

/** What a target was sent before; null where that is not remembered. */
export async function openMemory(execution: MemoryScope, step: TargetStep): Promise<Memory | null> {
  if (!detectsChanges(step.settings)) return null;
  const { workspaceId, pipelineId } = execution;
  const kept = await readState({ workspaceId, pipelineId, nodeId: step.nodeId, stream: sentStream });
  const { connectionId, schema, table, url, keys, mapping } = step.settings;
  const identity = hashSettings(step.kind, { connectionId, schema, table, url, keys, mapping });
  const parsed = columnMappingSchema.array().safeParse(mapping);
  const pairs = parsed.success ? parsed.data : null;
  const fields =
    pairs?.map(({ field }) => ({ name: field })) ?? step.fields.filter(({ name }) => name !== changeField.name);
  const names = (keys as readonly string[]).map((key) => pairs?.find(({ column }) => column === key)?.field ?? key);
  const state = kept.state?.mode === 'sent' ? (kept.state as unknown as SentState) : null;
  const isSame = state !== null && state.identity === identity;
  return {
    keys: names.map((name) => ({ name })),
    fields,
    identity,
    sent: isSame ? await openRows(execution, state.sent) : null,
    basedOn: kept.id === null ? null : String(kept.id),
    isOfOthers: state !== null && !isSame,
  };
}

/** What was known before, with the rows of this load in place of those with their keys; refused rows are sent again. */
export async function rememberSent(
  execution: MemoryScope & Pick<PlanExecution, 'runId'>,
  step: TargetStep,
  memory: Memory,
  { rejected = [] }: LoadResult,
): Promise<SentState> {
  const table = nameOutgoing(step);
  const refused = JSON.stringify(rejected.flatMap(({ row }) => row ?? []));
  const isRefused = sql`list_contains(CAST(${refused}::JSON AS BIGINT[]), rowid + 1)`;
  const hasMark = step.fields.some(({ name }) => name === changeField.name);
  const stays = hasMark ? sql`coalesce(${identifier(changeField.name)}, '') <> 'removed'` : sql`true`;
  // Rows are numbered as they were exported: the deleted ones left holes.
  const placed = sql`SELECT "#key", "#hash", ${stays} AS stays, row_number() OVER (ORDER BY rowid) - 1 AS rowid FROM ${table}`;
  const now = sql`SELECT "#key" AS key, "#hash" AS hash FROM (${placed}) WHERE stays AND NOT ${isRefused}`;
  const before =
    memory.sent === null
      ? sql``
      : sql`UNION ALL SELECT key, hash FROM ${memory.sent} WHERE key NOT IN (SELECT "#key" FROM ${table})`;
  const sent = `states/${execution.pipelineId}/${step.nodeId}/${execution.runId}-sent.parquet`;
  const rows = await storeRows(execution, sent, sql`${now} ${before}`);
  return { mode: 'sent', identity: memory.identity, sent, rows, blobKeys: [sent] };
}
