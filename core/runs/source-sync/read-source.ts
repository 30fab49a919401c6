import type { ReadContext } from '#connectors/kit/connector.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { fullSync, readSourceSync } from '#core/graph/nodes/source-sync.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { noRows, type StepCounts } from '../account-rows.ts';
import { createConnectorContext } from '../connector-context.ts';
import { extractSource } from '../extract-source.ts';
import { readState } from '../node-states.ts';
import { readInParts } from '../parts/read-in-parts.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { type Checkpoint, findCheckpoint, saveCheckpoint } from '../run-checkpoints.ts';
import { judgeReading } from '../source-drift/settle-sources.ts';
import { chooseMode } from './choose-mode.ts';
import { openPageLog } from './page-log.ts';
import { restoreReading, storeReading } from './reading-checkpoint.ts';
import type { SyncMode, SyncReading } from './sync-reading.ts';

/** What reading in parts does not tell. */
const toldByParts = { found: null, totalRows: null, horizon: null };

type Context = ReadContext<Record<string, unknown>>;

/**
 * Brings a source's rows into the step's table: everything, or what its sync settings leave of it. What a source with
 * a memory read is kept until the run ends, so that every attempt loads the same rows and remembers the same.
 */
export async function readSource(execution: PlanExecution, step: SourceStep): Promise<StepCounts> {
  const { runId, recorder } = execution;
  const mode = chooseMode(readSourceSync(step.settings));
  const earlier = execution.dry === undefined ? await findCheckpoint(runId, step.nodeId) : null;
  if (mode !== null && earlier?.complete) {
    const restored = await restoreReading(execution, step, earlier);
    if (restored !== null) return restored;
  }
  const context = await createConnectorContext({ ...execution, nodeId: step.nodeId, settings: step.settings });
  const onProgress = ({ rows }: { rows?: number }) => {
    if (rows !== undefined) recorder.progress(step.nodeId, { ...noRows, rowsIn: rows, rowsOut: rows });
  };
  const pages = execution.dry === undefined ? { pages: await openPageLog(execution, step.nodeId, earlier) } : {};
  if (mode !== null) return readNews(execution, step, mode, { ...context, onProgress, ...pages });
  const full = { ...context, onProgress, ...pages };
  const parted = await readInParts(execution, step, full);
  const extracted =
    parted === null ? await extractSource(execution.session, step, full) : { ...parted, ...toldByParts };
  await judgeReading(execution, step, extracted);
  const { rows, rejected } = extracted;
  return { ...noRows, rowsIn: rows + rejected, rowsOut: rows, rowsRejected: rejected };
}

async function readNews(
  execution: PlanExecution,
  step: SourceStep,
  mode: SyncMode,
  context: Context,
): Promise<StepCounts> {
  const { workspaceId, pipelineId, runId, session, folder, allowRemovals } = execution;
  const kept = await readState({ workspaceId, pipelineId, nodeId: step.nodeId, stream: '' });
  const readKeys = (relation: string, keys: readonly string[]) =>
    readKeyFields(execution, step, context, relation, keys);
  const dry = execution.dry !== undefined;
  const scope = { session, folder, runId, workspaceId, pipelineId, dry, allowRemovals };
  const reading: SyncReading = { ...scope, step, state: kept.state, readKeys };
  const since = await mode.findStart(reading);
  const changes = await mode.findChanges?.(reading);
  const startedAt = new Date().toISOString();
  const extracted = await extractSource(session, step, { ...context, since, ...(changes && { changes }) });
  await judgeReading(execution, step, extracted);
  const outcome = await mode.settle(reading, since, extracted.horizon ?? (changes === undefined ? startedAt : null));
  const counts: StepCounts = {
    ...noRows,
    rowsIn: extracted.rows + extracted.rejected + outcome.removed,
    rowsOut: outcome.rows,
    rowsRejected: extracted.rejected + outcome.rejected,
    rowsUnchanged: outcome.unchanged,
  };
  if (execution.dry !== undefined) {
    for (const key of outcome.state.blobKeys ?? []) await getBlobStore().remove(key);
    return counts;
  }
  const basedOn = kept.id === null ? null : String(kept.id);
  const blobKeys = await storeReading(execution, step);
  const detail = { state: outcome.state, basedOn, counts };
  await saveCheckpoint(execution, step.nodeId, { complete: true, detail, blobKeys } satisfies Checkpoint);
  return counts;
}

/** Reads the whole source once more, key fields only. Values that cannot be read were told of the first time. */
async function readKeyFields(
  { session }: PlanExecution,
  step: SourceStep,
  context: Context,
  relation: string,
  keys: readonly string[],
): Promise<void> {
  const isKey = ({ name }: { name: string }) => keys.includes(name);
  const fields = Array.isArray(step.settings.fields) ? step.settings.fields.filter(isKey) : [];
  const settings = { ...step.settings, fields, sync: fullSync };
  const keyStep = { ...step, nodeId: relation, relation, settings, fields: step.fields.filter(isKey) };
  const { pages: _pages, onProgress: _onProgress, ...plain } = context;
  await extractSource(session, keyStep, { ...plain, settings }).catch((error: unknown) => {
    throw error instanceof TelarError ? new TelarError(error.code, { ...error, nodeId: step.nodeId }) : error;
  });
}
