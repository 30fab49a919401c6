import type { RunUndoView } from '#core/contracts/undo.ts';
import { getDatabase } from '#core/platform/database.ts';
import { type OpaqueState, readState } from '../node-states.ts';

export interface EarlierState {
  readonly nodeId: string;
  readonly stream: string;
  readonly state: OpaqueState | null;
  /** The newest state, in whose place it comes. */
  readonly basedOn: string;
}

/**
 * What the steps of a run are to remember once it is undone. What was sent to a target is forgotten as far as the run
 * changed it, or entirely where later runs built on it: then everything is compared with the target again. Sources go
 * back only if every target does, nothing was remembered since, and they can: a log of changes is read once.
 */
export async function listEarlierStates(runId: string, undo: RunUndoView): Promise<EarlierState[]> {
  const states = await getDatabase().nodeState.findMany({ where: { runId, cause: 'run' }, orderBy: { id: 'asc' } });
  const undone = new Set(undo.targets.flatMap(({ nodeId, refusal }) => (refusal === null ? nodeId : [])));
  const isWhole = undo.targets.every(({ refusal }) => refusal === null || refusal === 'nothing_written');
  const earlier: EarlierState[] = [];
  for (const { id, workspaceId, pipelineId, nodeId, stream, state } of states) {
    const place = { workspaceId, pipelineId, nodeId, stream };
    const isSent = stream === 'sent';
    if (isSent ? !undone.has(nodeId) : !isWhole || (state as OpaqueState | null)?.mode === 'changes') continue;
    const newest = await readState(place);
    const isNewest = newest.id === id;
    if (newest.id === null || (!isSent && !isNewest)) continue;
    const before = isNewest
      ? await getDatabase().nodeState.findFirst({ where: { ...place, id: { lt: id } }, orderBy: { id: 'desc' } })
      : null;
    const kept = (before?.state ?? null) as OpaqueState | null;
    earlier.push({ nodeId, stream, state: kept, basedOn: String(newest.id) });
  }
  return earlier;
}
