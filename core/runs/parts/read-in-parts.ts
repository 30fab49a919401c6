import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PartedSource, ReadContext } from '#connectors/kit/connector.ts';
import { placeFile } from '#connectors/kit/place-file.ts';
import { sourceConnectors } from '#connectors/registry.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import { type LoadedSource, loadSource } from '#core/engine/load-source.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { type SerializedError, TelarError } from '#core/platform/telar-error.ts';
import type { RunPart } from '#prisma/generated/client.ts';
import { hashSettings } from '../hash-settings.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { maxPartAttempts } from './claim-part.ts';
import { adoptParts, findReading, type PartedReading, type PartScope, planParts } from './plan-parts.ts';
import { readNextPart } from './read-next-part.ts';
import { hasAllFiles, listParts, removeParts } from './run-parts.ts';

type Context = ReadContext<Record<string, unknown>>;
type Parted = PartedSource<Record<string, unknown>>;

/** How long to wait before looking again while others read the last parts. */
const pollMs = 250;

/**
 * Reads a large source in parts, of which this process takes one after the other while others take some too, and loads
 * them as one; null where the source is to be read as one. Parts that an earlier attempt read are not read again.
 */
export async function readInParts(
  execution: PlanExecution,
  step: SourceStep,
  context: Context,
): Promise<LoadedSource | null> {
  const connector = sourceConnectors[step.kind as keyof typeof sourceConnectors]?.parts;
  const wish = step.settings.parallel ?? 'automatic';
  if (connector === undefined || wish === 'off' || execution.dry !== undefined) return null;
  const scope = { runId: execution.runId, nodeId: step.nodeId, epoch: execution.epoch };
  const earlier = await findEarlier(scope, step);
  if (earlier?.isRead) {
    await adoptParts(scope);
    return loadParts(execution, step, connector, earlier.reading);
  }
  const parts = typeof wish === 'number' ? wish : ('automatic' as const);
  const kept = earlier?.reading.stable
    ? earlier.parts.map(({ range }) => range as Record<string, string | null>)
    : null;
  const reading = await connector.divide(context, { parts, earlier: kept }, async (division) => {
    if (division === null) return null;
    const { ranges, ...how } = division;
    const planned = { ...describeReading(step), ...how };
    await planParts(scope, planned, ranges, kept !== null);
    return (await readAll(execution, scope, context)) ? planned : null;
  });
  if (reading !== null) return loadParts(execution, step, connector, reading);
  await removeParts(scope.runId, scope.nodeId);
  return null;
}

function describeReading({ kind, settings }: SourceStep): Pick<PartedReading, 'kind' | 'settings' | 'identity'> {
  return { kind, settings, identity: hashSettings(kind, settings) };
}

/** What an earlier attempt left that still fits, and whether it read everything; null when there is nothing. */
async function findEarlier({ runId, nodeId }: PartScope, step: SourceStep) {
  const reading = await findReading(runId, nodeId);
  const parts = await listParts(runId, nodeId);
  const fits = reading?.identity === describeReading(step).identity && parts.length > 0;
  return fits && (await hasAllFiles(parts))
    ? { reading, parts, isRead: parts.every(({ status }) => status === 'succeeded') }
    : null;
}

/** Reads parts until all are there. False when the state that they are to see is gone: then nothing of it can be used. */
async function readAll(execution: PlanExecution, scope: PartScope, { onProgress }: Context): Promise<boolean> {
  for (;;) {
    execution.signal.throwIfAborted();
    const hasRead = await readNextPart(scope, `run-${scope.epoch}`, execution.signal);
    execution.signal.throwIfAborted();
    const parts = await listParts(scope.runId, scope.nodeId);
    onProgress?.({ rows: parts.reduce((sum, { rows }) => sum + Number(rows), 0) });
    if (parts.every(({ status }) => status === 'succeeded')) return true;
    if (parts.some(isStateGone)) return false;
    const failed = parts.find(({ status }) => status === 'failed');
    if (failed !== undefined) throw reviveError(failed);
    if (parts.some(isGivenUp)) throw crashed();
    if (!hasRead) await delay(pollMs, undefined, { signal: execution.signal }).catch(() => undefined);
  }
}

function isStateGone({ status, error }: RunPart): boolean {
  return status !== 'succeeded' && (error as SerializedError | null)?.code === 'source_state_gone';
}

function isGivenUp({ status, attempts, leaseUntil }: RunPart): boolean {
  const isAtWork = leaseUntil !== null && leaseUntil.getTime() > Date.now();
  return status !== 'succeeded' && attempts >= maxPartAttempts && !isAtWork;
}

function reviveError({ error }: RunPart): TelarError {
  const stored = error as unknown as SerializedError;
  return new TelarError(stored.code, stored);
}

function crashed(): TelarError {
  return new TelarError('run_crashed_repeatedly', { params: { count: maxPartAttempts }, actor: 'admin' });
}

/** Brings the files of all parts into the step's table, and makes sure that no row was lost on the way. */
async function loadParts(
  { session, folder, runId }: PlanExecution,
  step: SourceStep,
  connector: Parted,
  { settings, lenient }: PartedReading,
): Promise<LoadedSource> {
  const place = join(folder, `parts-${step.nodeId}`);
  await mkdir(place, { recursive: true });
  const parts = await listParts(runId, step.nodeId);
  // Workers that do not share their data folder cannot read for each other.
  if (!(await hasAllFiles(parts))) throw new TelarError('blob_missing', { actor: 'admin', status: 404 });
  for (const { part, blobKey } of parts) {
    const name = `${String(part).padStart(4, '0')}.csv`;
    await placeFile(getBlobStore().path(blobKey ?? ''), join(place, name));
  }
  const scan = connector.describe(settings, lenient, join(place, '*.csv'));
  const loaded = await loadSource(session, step.relation, step.fields, scan, step.nodeId);
  const rowsIn = parts.reduce((sum, { rows }) => sum + Number(rows), 0);
  const rowsKnown = loaded.rows + loaded.rejected;
  if (rowsIn === rowsKnown) return loaded;
  throw new TelarError('rows_unaccounted', { nodeId: step.nodeId, actor: 'admin', params: { rowsIn, rowsKnown } });
}
