import type { GraphEdge, GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { sizeOfNode } from './node-size.ts';

/**
 * The canvas nodes of a graph. A node of `current` that still says the same is passed on as it is,
 * so that an edit draws only what it touched.
 */
export function deriveFlowNodes(
  nodes: readonly GraphNode[],
  selection: readonly string[],
  current: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  const selected = new Set(selection);
  return nodes.map((node) => {
    const before = known.get(node.id);
    const isSelected = selected.has(node.id);
    if (before !== undefined && before.data.node === node && before.selected === isSelected) return before;
    return {
      ...(before ?? createFlowNode(node)),
      ...sizeOfNode(node),
      data: { node },
      position: node.position,
      selected: isSelected,
    };
  });
}

function createFlowNode(node: GraphNode): FlowNode {
  const isNote = getNodeDefinition(node.kind).category === 'note';
  return {
    id: node.id,
    type: isNote ? 'note' : 'step',
    position: node.position,
    data: { node },
    zIndex: isNote ? -1 : 0,
  };
}

/** The canvas edges of a graph, unchanged ones passed on as they are. */
export function deriveFlowEdges(
  edges: readonly GraphEdge[],
  selection: readonly string[],
  current: readonly FlowEdge[],
): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]));
  const selected = new Set(selection);
  return edges.map((edge) => {
    const before = known.get(edge.id);
    const isSelected = selected.has(edge.id);
    if (before !== undefined && before.data?.edge === edge && before.selected === isSelected) return before;
    return {
      id: edge.id,
      type: 'rows',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      data: { edge },
      selected: isSelected,
    };
  });
}
