import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/**
 * The steps of a run as people see them: before a worker has taken it, those that it will have, all
 * waiting; where it was cancelled, the step that was stopped is no failure.
 */
export function listSteps({ steps, graph }: Pick<RunDetail, 'steps' | 'graph'>): readonly RunStepView[] {
  if (steps.length > 0) return steps.map(excuseCancelled);
  return graph.nodes
    .filter(({ kind, disabled }) => !disabled && !['trigger', 'note'].includes(getNodeDefinition(kind).category))
    .map(({ id }) => ({
      nodeId: id,
      status: 'pending',
      rowsIn: 0,
      rowsOut: 0,
      rowsFiltered: 0,
      rowsRejected: 0,
      rowsLoaded: 0,
      rowsUnchanged: 0,
      rowsCreated: 0,
      rowsUpdated: 0,
      rowsRemoved: 0,
      rowsByPort: null,
      parts: null,
      warnings: [],
      startedAt: null,
      finishedAt: null,
      error: null,
      held: null,
    }));
}

function excuseCancelled(step: RunStepView): RunStepView {
  return step.error?.code === 'run_cancelled' ? { ...step, status: 'skipped', error: null } : step;
}
