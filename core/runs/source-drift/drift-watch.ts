import type { Graph } from '#core/graph/graph.ts';
import type { StepWarning } from '../save-step.ts';

/** What a run needs to judge its sources by, and what came up about them. */
export interface DriftWatch {
  /** The graph that the run executes. */
  readonly graph: Graph;
  /** The instant the graph is compiled for, ISO 8601. */
  readonly now: string;
  readonly warn: (nodeId: string, warnings: readonly StepWarning[]) => void;
  readonly warningsOf: (nodeId: string) => readonly StepWarning[];
}

export function createDriftWatch(graph: Graph, now: string): DriftWatch {
  const kept = new Map<string, StepWarning[]>();
  return {
    graph,
    now,
    warn: (nodeId, warnings) => {
      if (warnings.length > 0) kept.set(nodeId, [...(kept.get(nodeId) ?? []), ...warnings]);
    },
    warningsOf: (nodeId) => kept.get(nodeId) ?? [],
  };
}
