import type { Locale } from '#core/contracts/identity.ts';
import type { NodeStateView } from '#core/contracts/states.ts';
import { getDatabase } from '#core/platform/database.ts';
import { translate } from '#core/platform/translate.ts';
import type { OpaqueState } from '#core/runs/node-states.ts';
import type { ChangesState } from '#core/runs/source-sync/changes.ts';
import { describeState, readCursor, type StateSentence } from '#core/runs/source-sync/describe-state.ts';
import type { ChangeSlot, NodeState } from '#prisma/generated/client.ts';
import { findPipeline } from './find-pipeline.ts';

/** What the steps of a pipeline remember, and what they remembered before. Throws `pipeline_not_found`. */
export async function listStates(workspaceId: string, pipelineId: string, locale: Locale): Promise<NodeStateView[]> {
  await findPipeline(workspaceId, pipelineId);
  const rows = await getDatabase().nodeState.findMany({ where: { workspaceId, pipelineId }, orderBy: { id: 'desc' } });
  const slots = await getDatabase().changeSlot.findMany({ where: { workspaceId, pipelineId } });
  const places = Map.groupBy(rows, ({ nodeId, stream }) => `${nodeId}/${stream}`);
  return [...places.values()].map((history) => presentHistory(history as [NodeState, ...NodeState[]], slots, locale));
}

function presentHistory(
  [newest, ...older]: readonly [NodeState, ...NodeState[]],
  slots: readonly ChangeSlot[],
  locale: Locale,
): NodeStateView {
  const cursor = readCursor(newest.state as OpaqueState | null);
  const { nodeId, stream } = newest;
  const history = [newest, ...older].map((row) => presentChange(row, locale));
  const present = presentChange(newest, locale);
  const log = presentLog(newest, slots);
  return {
    ...present,
    nodeId,
    stream,
    cursorField: cursor?.field ?? null,
    cursor: cursor?.value ?? null,
    log,
    history,
  };
}

function presentLog({ nodeId, state }: NodeState, slots: readonly ChangeSlot[]): NodeStateView['log'] {
  const followed = state as ChangesState | null;
  if (followed?.mode !== 'changes') return null;
  const slot = slots.find((each) => each.nodeId === nodeId && each.connectionId === followed.connectionId);
  if (slot === undefined) return null;
  const { lagBytes, maxLagBytes, checkedAt, droppedAt } = slot;
  return {
    lagBytes: lagBytes === null ? null : Number(lagBytes),
    maxLagBytes: Number(maxLagBytes),
    checkedAt: checkedAt?.toISOString() ?? null,
    isLost: droppedAt !== null,
  };
}

function presentChange({ state, createdAt, cause }: NodeState, locale: Locale) {
  const description = presentSentence(describeState(state as OpaqueState | null), locale);
  return { description, changedAt: createdAt.toISOString(), cause };
}

export function presentSentence({ key, values }: StateSentence, locale: Locale): string {
  return translate(locale, 'builder', `state.${key}`, values) ?? key;
}
