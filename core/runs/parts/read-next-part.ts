import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceConnectors } from '#connectors/registry.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { repeat } from '#core/platform/repeat.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { leaseLost, leaseRenewalMs } from '../claim-run.ts';
import { createConnectorContext } from '../connector-context.ts';
import { type ClaimedPart, claimPart, failPart, finishPart, releasePart, renewPart } from './claim-part.ts';
import { findReading, type PartScope } from './plan-parts.ts';
import { partBlobKey } from './run-parts.ts';

const logger = getLogger('worker');

/**
 * Reads one part of a step that waits, whichever it is, and answers whether there was one. A part that fails is given
 * back to be read again, alone; what becomes of it is in its row. Never rejects for the sake of the source.
 */
export async function readNextPart(scope: PartScope, workerId: string, signal: AbortSignal): Promise<boolean> {
  const claimed = await claimPart(scope, workerId);
  if (claimed === null) return false;
  const controller = new AbortController();
  const lease = repeat('part lease', leaseRenewalMs, () =>
    renewPart(claimed).catch((error: unknown) => {
      if (isLost(error)) controller.abort(error);
      else logger.warn({ err: error, ...scope }, 'Could not renew the lease of a part');
    }),
  );
  try {
    await readPart(claimed, AbortSignal.any([signal, controller.signal]));
  } catch (error) {
    await giveBack(claimed, signal, error).catch((lost: unknown) => {
      if (!isLost(lost)) throw lost;
    });
  } finally {
    await lease.stop();
  }
  return true;
}

async function readPart(claimed: ClaimedPart, signal: AbortSignal): Promise<void> {
  const { runId, nodeId, epoch, part, attempt, range } = claimed;
  const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId }, select: { workspaceId: true } });
  const reading = await findReading(runId, nodeId);
  const connector = sourceConnectors[reading?.kind as keyof typeof sourceConnectors]?.parts;
  if (reading === null || connector === undefined) throw leaseLost();
  const folder = join(readConfig().dataDir, 'runs', `${runId}-${epoch}-part-${part}-${attempt}`);
  const blobKey = partBlobKey(claimed, attempt);
  await mkdir(folder, { recursive: true });
  try {
    const { settings, state } = reading;
    const context = await createConnectorContext({ ...run, runId, nodeId, settings, session: null, folder, signal });
    const path = join(folder, 'part.csv');
    const contents = await connector.read(context, { range, state }, path);
    signal.throwIfAborted();
    await getBlobStore().adopt(blobKey, path);
    await finishPart(claimed, contents, blobKey);
  } catch (error) {
    await getBlobStore().remove(blobKey);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `signal` is that of the worker: when it has aborted, it was not the source that failed. */
async function giveBack(claimed: ClaimedPart, signal: AbortSignal, error: unknown): Promise<void> {
  if (signal.aborted) return releasePart(claimed);
  if (isLost(error)) return;
  const { runId, nodeId, part } = claimed;
  logger.warn({ err: error, runId, nodeId, part }, 'A part could not be read');
  const failure =
    error instanceof TelarError
      ? error
      : new TelarError('internal', { actor: 'admin', params: { reference: runId }, retryable: true });
  await failPart(claimed, failure.onNode(nodeId).toJSON());
}

function isLost(error: unknown): boolean {
  return error instanceof TelarError && error.code === 'run_lease_lost';
}
