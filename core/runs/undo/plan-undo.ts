import type { UndoResult } from '#connectors/kit/connector.ts';
import { targetConnectors } from '#connectors/registry.ts';
import type { RunUndoView, UndoPlanView } from '#core/contracts/undo.ts';
import type { Graph } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { type ConnectorContextOptions, createConnectorContext } from '../connector-context.ts';
import { withShortSession } from '../short-session.ts';
import { findUndo } from './find-undo.ts';
import { listEarlierStates } from './restore-states.ts';

export interface UndoScope {
  readonly workspaceId: string;
  readonly runId: string;
}

/** What undoing a run would do, read at its targets. Throws `run_not_undoable` (409), and what undoing would. */
export async function planUndo({ workspaceId, runId }: UndoScope, signal: AbortSignal): Promise<UndoPlanView> {
  const undo = await findUndo(workspaceId, runId);
  checkUndoable(undo);
  const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId }, select: { graph: true } });
  const graph = migrateGraph(run.graph);
  const targets = await withShortSession(async (session, folder) => {
    const found: (UndoResult & { nodeId: string; name: string })[] = [];
    for (const { nodeId, name } of listUndoable(undo)) {
      const scope = { workspaceId, session, folder, signal, dry: true };
      found.push({ nodeId, name, ...(await undoTarget(scope, graph, { runId, nodeId }, null)) });
    }
    return found;
  });
  return {
    targets: targets.map((target) => ({ ...target, leftRows: [...target.leftRows] })),
    kept: undo.targets.flatMap(({ nodeId, name, refusal }) =>
      refusal === null || refusal === 'nothing_written' ? [] : [{ nodeId, name, refusal }],
    ),
    reads: await judgeReading(runId, undo),
  };
}

async function judgeReading(runId: string, undo: RunUndoView): Promise<UndoPlanView['reads']> {
  const remembered = await getDatabase().nodeState.count({ where: { runId, cause: 'run', stream: { not: 'sent' } } });
  if (remembered === 0) return 'all';
  const goesBack = (await listEarlierStates(runId, undo)).some(({ stream }) => stream !== 'sent');
  return goesBack ? 'again' : 'on';
}

/** Throws `run_not_undoable` (409), saying why. */
export function checkUndoable({ refusal }: RunUndoView): void {
  if (refusal !== null) throw new TelarError(`undo_${refusal}`, { status: 409 });
}

export function listUndoable({ targets }: RunUndoView): RunUndoView['targets'] {
  return targets.filter(({ refusal }) => refusal === null);
}

/** Undoes one load at its target, or says what that would do where there is no key. */
export async function undoTarget(
  scope: Omit<ConnectorContextOptions, 'settings'>,
  graph: Graph,
  load: { readonly runId: string; readonly nodeId: string },
  key: { readonly runId: string; readonly nodeId: string } | null,
): Promise<UndoResult> {
  const node = graph.nodes.find(({ id }) => id === load.nodeId);
  const undo = targetConnectors[node?.kind as keyof typeof targetConnectors]?.undo;
  if (node === undefined || undo === undefined) throw new TelarError('undo_not_possible', { status: 409 });
  const settings = node.settings as Readonly<Record<string, unknown>>;
  const context = await createConnectorContext({ ...scope, settings });
  return undo({ ...context, load, key });
}
