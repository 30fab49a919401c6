import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { useNameEdge } from './aria-labels.ts';
import { deriveFlowEdges, deriveFlowNodes } from './derive-flow.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { listNodesOf } from './fold-groups.ts';
import { useGlide } from './use-glide.ts';

/** The ids that are selected after changes the canvas reports. */
function applySelection(current: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const next = new Set(current);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return [...next];
}

/**
 * The draft as React Flow draws it. Positions move freely while a node is dragged and become
 * an edit when it is let go; selection lives in the builder's store.
 */
export function useFlowGraph() {
  const store = useBuilderStore();
  const nameEdge = useNameEdge();
  const graph = useBuilder((state) => state.graph);
  const selection = useBuilder((state) => state.selection);
  const selectedEdges = useBuilder((state) => state.selectedEdges);
  const [flow, setFlow] = useState(() => ({
    graph,
    selection,
    selectedEdges,
    nodes: deriveFlowNodes(graph, selection, []),
    edges: deriveFlowEdges(graph, selectedEdges, [], nameEdge),
  }));
  let shown = flow;
  if (flow.graph !== graph || flow.selection !== selection || flow.selectedEdges !== selectedEdges) {
    const nodes = deriveFlowNodes(graph, selection, flow.nodes);
    const edges = deriveFlowEdges(graph, selectedEdges, flow.edges, nameEdge);
    shown = { graph, selection, selectedEdges, nodes, edges };
    setFlow(shown);
  }

  useGlide(setFlow);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const chosen = changes.filter((change) => change.type === 'select');
      const moved = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
      if (moved.length > 0) setFlow((now) => ({ ...now, nodes: applyNodeChanges(moved, now.nodes) }));
      if (chosen.length === 0) return;
      const { graph: drawn, selection: current, select, selectedEdges: edges } = store.getState();
      const nodes = chosen.flatMap(({ id, selected }) =>
        listNodesOf(drawn, id).map((node) => ({ id: node, selected })),
      );
      select(applySelection(current, nodes), edges);
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const chosen = changes.filter((change) => change.type === 'select');
      if (chosen.length === 0) return;
      const { selection: nodes, select, selectedEdges: current } = store.getState();
      select(nodes, applySelection(current, chosen));
    },
    [store],
  );
  return { nodes: shown.nodes, edges: shown.edges, onNodesChange, onEdgesChange };
}
