import type { LoadResult } from '#connectors/kit/connector.ts';
import type { TargetStep } from '#core/compiler/plan.ts';
import { getBlobStore } from '#core/platform/blob-store.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { writeState } from '../node-states.ts';
import { type Memory, type MemoryScope, rememberSent, sentStream } from '../outgoing-rows.ts';

/**
 * Adds a row that was sent by itself to what its target is remembered to hold, so that the next run does not send it again
 * as it is. Answers false, and leaves the memory alone, where the row would displace more than it adds: what is remembered
 * holds under other settings (those that are live), a run is under way, or the row was refused.
 */
export async function rememberRow(
  scope: MemoryScope & { readonly runId: string },
  userId: string,
  step: TargetStep,
  memory: Memory,
  result: LoadResult,
): Promise<boolean> {
  const { workspaceId, pipelineId } = scope;
  const isRefused = (result.rejected ?? []).length > 0;
  if (isRefused || memory.isOfOthers || (await countOpenRuns(pipelineId, getDatabase())) > 0) return false;
  const state = await rememberSent(scope, step, memory, result);
  const place = { workspaceId, pipelineId, nodeId: step.nodeId, stream: sentStream };
  const basedOn = memory.basedOn === null ? null : BigInt(memory.basedOn);
  const isKept = await getDatabase().$transaction(
    async (transaction) =>
      (await countOpenRuns(pipelineId, transaction)) === 0 &&
      writeState(transaction, place, { state, cause: 'test', changedBy: userId, basedOn }),
  );
  if (!isKept) await getBlobStore().remove(state.sent);
  return isKept;
}

/** A run that is under way bases what it remembers on what was remembered when it began. */
function countOpenRuns(pipelineId: string, transaction: Transaction): Promise<number> {
  return transaction.run.count({ where: { pipelineId, status: { in: ['queued', 'running'] } } });
}
