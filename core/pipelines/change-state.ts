import type { Locale } from '#core/contracts/identity.ts';
import type { StateDestination } from '#core/contracts/states.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { type OpaqueState, readState, type StatePlace, writeState } from '#core/runs/node-states.ts';
import { describeReading, rewindToValue } from '#core/runs/source-sync/describe-state.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { presentSentence } from './list-states.ts';

interface ChangeStateRequest {
  readonly nodeId: string;
  readonly stream: string;
  readonly to: StateDestination;
  readonly confirm: boolean;
}

/**
 * Sets back what a step remembers, or without `confirm` only says what the next run would read then. A run that is
 * going on keeps reading as it began, and does not undo the change. Throws `pipeline_not_found`, `state_not_found`.
 */
export async function changeState(
  { workspaceId, userId }: Session,
  pipelineId: string,
  { nodeId, stream, to, confirm }: ChangeStateRequest,
  locale: Locale,
): Promise<{ consequence: string; changed: boolean }> {
  await findPipeline(workspaceId, pipelineId);
  const place: StatePlace = { workspaceId, pipelineId, nodeId, stream };
  return getDatabase().$transaction(async (transaction) => {
    const kept = await readState(place, transaction);
    if (kept.id === null) throw new TelarError('state_not_found', { status: 404 });
    const state = await findDestination(transaction, place, kept.state, to);
    const cause = to.kind === 'start' ? 'reset' : 'rewind';
    if (confirm) await writeState(transaction, place, { state, cause, changedBy: userId });
    return { consequence: presentSentence(describeReading(state), locale), changed: confirm };
  });
}

async function findDestination(
  transaction: Transaction,
  place: StatePlace,
  present: OpaqueState | null,
  to: StateDestination,
): Promise<OpaqueState | null> {
  if (to.kind === 'start') return null;
  if (to.kind === 'value') return rewindToValue(present, to.value);
  const then = await transaction.nodeState.findFirst({
    where: { ...place, createdAt: { lte: new Date(to.time) } },
    orderBy: { id: 'desc' },
  });
  return (then?.state ?? null) as OpaqueState | null;
}
