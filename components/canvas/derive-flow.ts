import type { Graph, GraphGroup, GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { FlowEdge, FlowNode, GroupFlowNode, StepFlowNode } from './flow-types.ts';
import { frameGroup } from './frame-group.ts';
import { sizeOfNode } from './node-size.ts';

/**
 * The canvas nodes of a graph, frames of groups first. A node of `current` that still says the same is passed on
 * as it is, so that an edit draws only what it touched.
 */
export function deriveFlowNodes(
  graph: Pick<Graph, 'nodes' | 'groups'>,
  selection: readonly string[],
  current: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  const selected = new Set(selection);
  const steps = graph.nodes.map((node): FlowNode => {
    const before = known.get(node.id);
    const isSelected = selected.has(node.id);
    if (before?.type === 'group' || before === undefined) return { ...createStep(node), selected: isSelected };
    if (before.data.node === node && before.selected === isSelected) return before;
    return { ...before, ...sizeOfNode(node), data: { node }, position: node.position, selected: isSelected };
  });
  const groups = graph.groups?.map((group) => deriveGroup(graph.nodes, group, known.get(group.id))) ?? [];
  return [...groups, ...steps];
}

function createStep(node: GraphNode): StepFlowNode {
  const isNote = getNodeDefinition(node.kind).category === 'note';
  return {
    id: node.id,
    type: isNote ? 'note' : 'step',
    position: node.position,
    data: { node },
    ...sizeOfNode(node),
    zIndex: isNote ? -1 : 0,
  };
}

function deriveGroup(nodes: readonly GraphNode[], group: GraphGroup, before: FlowNode | undefined): GroupFlowNode {
  const { x, y, width, height } = frameGroup(nodes, group);
  if (
    before?.type === 'group' &&
    before.data.group === group &&
    before.position.x === x &&
    before.position.y === y &&
    before.width === width &&
    before.height === height
  )
    return before;
  return {
    id: group.id,
    type: 'group',
    position: { x, y },
    width,
    height,
    data: { group },
    zIndex: -2,
    // The frame moves by its title, together with its steps; clicks elsewhere in it go to the canvas.
    dragHandle: '.telar-group-title',
    selectable: false,
    focusable: false,
    style: { pointerEvents: 'none' },
  };
}

/** Says in words between which steps, given by their names, an edge leads. */
export type NameEdge = (from: string, to: string) => string;

/** The canvas edges of a graph, unchanged ones passed on as they are. */
export function deriveFlowEdges(
  { nodes, edges }: Pick<Graph, 'nodes' | 'edges'>,
  selection: readonly string[],
  current: readonly FlowEdge[],
  nameEdge: NameEdge,
): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]));
  const selected = new Set(selection);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map((edge) => {
    const before = known.get(edge.id);
    const isSelected = selected.has(edge.id);
    const ariaLabel = nameEdge(names.get(edge.from.node) ?? '', names.get(edge.to.node) ?? '');
    const isSame = before?.data?.edge === edge && before.selected === isSelected && before.ariaLabel === ariaLabel;
    if (before !== undefined && isSame) return before;
    return {
      id: edge.id,
      type: 'rows',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      data: { edge },
      selected: isSelected,
      ariaLabel,
    };
  });
}
