import type { UndoResult } from '#connectors/kit/connector.ts';
import type { Plan } from '#core/compiler/plan.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { noRows } from '../account-rows.ts';
import type { RunTotals } from '../execute-plan.ts';
import type { PlanExecution } from '../plan-execution.ts';
import { saveCheckpoint } from '../run-checkpoints.ts';
import { findUndo } from './find-undo.ts';
import { undoTarget } from './plan-undo.ts';
import { listEarlierStates } from './restore-states.ts';

/** The steps that an undo of the run goes through: its targets that can be undone. */
export async function keepUndoneSteps(plan: Plan, { id, workspaceId, undoesRunId }: UndoRun): Promise<Plan> {
  const { targets } = await findUndo(workspaceId, undoesRunId);
  // An attempt before this one may have undone some.
  const mine = await getDatabase().beforeImages.findMany({
    where: { runId: undoesRunId, undone: { path: ['by'], equals: id } },
  });
  const undone = new Set([
    ...targets.flatMap(({ nodeId, refusal }) => (refusal === null ? nodeId : [])),
    ...mine.map(({ nodeId }) => nodeId),
  ]);
  return { steps: plan.steps.filter(({ nodeId }) => undone.has(nodeId)) };
}

interface UndoRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly undoesRunId: string;
}

/**
 * Brings rows back at every target of the run, each in one transaction with its ledger, and lets the run's steps
 * remember what they did before it once this run ends. Repeating it after a crash undoes nothing twice.
 */
export async function executeUndo(execution: PlanExecution, undoneRunId: string): Promise<RunTotals> {
  const { runId, plan, recorder } = execution;
  const undone = await getDatabase().run.findUniqueOrThrow({ where: { id: undoneRunId }, select: { graph: true } });
  const graph = migrateGraph(undone.graph);
  const states = await planStates(execution, undoneRunId);
  let rowsLoaded = 0;
  for (const { nodeId } of plan.steps) {
    await recorder.start(nodeId);
    const load = { runId: undoneRunId, nodeId };
    const result = await undoTarget({ ...execution, nodeId }, graph, load, { runId, nodeId }).catch(
      (error: unknown) => {
        throw error instanceof TelarError ? error.onNode(nodeId) : error;
      },
    );
    await getDatabase().beforeImages.update({
      where: { runId_nodeId: load },
      data: { undone: { by: runId, ...result, leftRows: result.leftRows.map((row) => ({ ...row })) } },
    });
    const counts = countUndone(result);
    rowsLoaded += counts.rowsLoaded;
    await recorder.succeed(nodeId, counts, { rejectedBlobKey: null });
  }
  for (const { nodeId, ...detail } of states) {
    await saveCheckpoint(execution, nodeId, { complete: true, detail: { ...detail, cause: 'undo' }, blobKeys: [] });
  }
  return { rowsRead: 0, rowsLoaded, rowsRejected: 0 };
}

/** Decided before the first target is undone, and the same for every attempt. */
async function planStates({ workspaceId }: PlanExecution, undoneRunId: string) {
  const undo = await findUndo(workspaceId, undoneRunId);
  const targets = undo.targets.map((target) => (target.refusal === 'undone' ? { ...target, refusal: null } : target));
  return listEarlierStates(undoneRunId, { ...undo, targets });
}

function countUndone({ restored, removed, putBack, settled, left }: UndoResult) {
  const rowsLoaded = restored + removed + putBack;
  const kinds = { rowsCreated: putBack, rowsUpdated: restored, rowsRemoved: removed };
  return {
    ...noRows,
    rowsIn: rowsLoaded + settled + left,
    rowsLoaded,
    ...kinds,
    rowsUnchanged: settled,
    rowsFiltered: left,
  };
}
