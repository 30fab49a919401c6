import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import type { StateCause } from '#prisma/generated/client.ts';
import { fenceRun } from './fence-run.ts';
import { type OpaqueState, writeState } from './node-states.ts';
import { removePartFiles } from './parts/run-parts.ts';

/** What one step of a run has done so far, for the attempt that takes it up after a crash. */
export interface Checkpoint {
  /** False while pages are still being read. */
  readonly complete: boolean;
  readonly detail: CheckpointDetail;
  /** Files in the blob store, in order. */
  readonly blobKeys: readonly string[];
}

export interface CheckpointDetail {
  /** To become true with the end of the run; absent where the step remembers nothing. */
  readonly state?: OpaqueState | null;
  /** Id of the state that `state` was derived from, as text. */
  readonly basedOn?: string | null;
  readonly stream?: string;
  /** `run` when absent. */
  readonly cause?: StateCause;
  readonly [more: string]: unknown;
}

/** What an earlier attempt at the run left for the step; null when there is none. */
export async function findCheckpoint(runId: string, nodeId: string): Promise<Checkpoint | null> {
  const found = await getDatabase().runCheckpoint.findUnique({ where: { runId_nodeId: { runId, nodeId } } });
  return found === null ? null : { ...found, detail: found.detail as unknown as CheckpointDetail };
}

/** Keeps a checkpoint. Throws `run_lease_lost` under an old epoch. */
export async function saveCheckpoint(
  run: { readonly runId: string; readonly epoch: number },
  nodeId: string,
  { complete, detail, blobKeys }: Checkpoint,
): Promise<void> {
  const { runId, epoch } = run;
  const data = { complete, detail: detail as object, blobKeys: [...blobKeys] };
  await fenceRun(runId, epoch, async (transaction) => {
    await transaction.runCheckpoint.upsert({
      where: { runId_nodeId: { runId, nodeId } },
      create: { runId, nodeId, ...data },
      update: data,
    });
  });
}

type Outcome = 'succeeded' | 'failed' | 'cancelled';

/** What was sent was sent, whatever became of the run; what was read counts only when all of it was loaded. */
function becomesTrue({ complete, detail }: { complete: boolean; detail: CheckpointDetail }, outcome: Outcome): boolean {
  if (!complete || detail.state === undefined) return false;
  const { state, cause = 'run' } = detail;
  return outcome === 'succeeded' || (state?.mode === 'sent' && cause === 'run');
}

/** Makes the states that the run's steps arrived at true, in the transaction that ends the run. */
export async function commitStates(transaction: Transaction, runId: string, outcome: Outcome): Promise<void> {
  const run = await transaction.run.findUniqueOrThrow({
    where: { id: runId },
    select: { workspaceId: true, pipelineId: true, checkpoints: true },
  });
  const { workspaceId, pipelineId } = run;
  for (const checkpoint of run.checkpoints) {
    const { nodeId, complete } = checkpoint;
    const detail = checkpoint.detail as unknown as CheckpointDetail;
    const { state, basedOn, stream = '', cause = 'run' } = detail;
    if (state === undefined || !becomesTrue({ complete, detail }, outcome)) continue;
    const place = { workspaceId, pipelineId, nodeId, stream };
    const base = basedOn == null ? null : BigInt(basedOn);
    await writeState(transaction, place, { state, cause, runId, basedOn: base });
  }
}

/** Removes what a run that has ended kept for further attempts, but of targets it still holds rows for, and the files of states that never became true. */
export async function removeCheckpoints(runId: string, ended: Outcome): Promise<void> {
  const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId }, select: { parkedAt: true } });
  // What its first pass read became true with the end of that, whatever becomes of the rows it holds.
  const outcome = run.parkedAt === null ? ended : 'succeeded';
  const held = await getDatabase().heldRows.findMany({ where: { runId, status: { in: ['waiting', 'failed'] } } });
  const done = { runId, nodeId: { notIn: held.map(({ nodeId }) => nodeId) } };
  const kept = await getDatabase().runCheckpoint.findMany({ where: done });
  for (const { blobKeys, complete, ...checkpoint } of kept) {
    const detail = checkpoint.detail as unknown as CheckpointDetail;
    const isKept = outcome === 'succeeded' || becomesTrue({ complete, detail }, outcome);
    const unused = isKept ? [] : (detail.state?.blobKeys ?? []).filter((key) => key.includes(runId));
    for (const key of [...blobKeys, ...unused]) await getBlobStore().remove(key);
  }
  await removePartFiles(runId);
  await getDatabase().runCheckpoint.deleteMany({ where: done });
}
