import type { Graph, GraphGroup, GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { BlockFlowNode, FlowEdge, FlowNode, GroupFlowNode, StepFlowNode } from './flow-types.ts';
import { listFolded, placeBlock } from './fold-groups.ts';
import { frameGroup } from './frame-group.ts';
import { nodeHeight, nodeWidth, sizeOfNode } from './node-size.ts';

/**
 * The canvas nodes of a graph, groups first: a frame, or one block in place of its steps. A node of `current` that still says the same is passed on
 * as it is, so that an edit draws only what it touched.
 */
export function deriveFlowNodes(
  graph: Pick<Graph, 'nodes' | 'groups'>,
  selection: readonly string[],
  current: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(current.map((node) => [node.id, node]));
  const selected = new Set(selection);
  const folded = listFolded(graph);
  const shown = folded.size === 0 ? graph.nodes : graph.nodes.filter(({ id }) => !folded.has(id));
  const steps = shown.map((node): FlowNode => {
    const before = known.get(node.id);
    const isSelected = selected.has(node.id);
    if (before === undefined || before.type === 'group' || before.type === 'block')
      return { ...createStep(node), selected: isSelected };
    if (before.data.node === node && before.selected === isSelected) return before;
    return { ...before, ...sizeOfNode(node), data: { node }, position: node.position, selected: isSelected };
  });
  const groups =
    graph.groups?.map((group) => {
      const before = known.get(group.id);
      if (!group.collapsed) return deriveGroup(graph.nodes, group, before);
      return deriveBlock(
        graph.nodes,
        group,
        before,
        group.nodes.every((id) => selected.has(id)),
      );
    }) ?? [];
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

function deriveBlock(
  nodes: readonly GraphNode[],
  group: GraphGroup,
  before: FlowNode | undefined,
  selected: boolean,
): BlockFlowNode {
  const position = placeBlock(nodes, group);
  if (
    before?.type === 'block' &&
    before.data.group === group &&
    before.selected === selected &&
    before.position.x === position.x &&
    before.position.y === position.y
  )
    return before;
  return { id: group.id, type: 'block', position, width: nodeWidth, height: nodeHeight, data: { group }, selected };
}

/** The ports of a block. */
export const blockPorts = { in: 'in', out: 'out' } as const;

/** Says in words between which steps, given by their names, an edge leads. */
export type NameEdge = (from: string, to: string) => string;

/** The canvas edges of a graph, unchanged ones passed on as they are. What crosses a collapsed group leads to its block. */
export function deriveFlowEdges(
  { nodes, edges, groups }: Pick<Graph, 'nodes' | 'edges' | 'groups'>,
  selection: readonly string[],
  current: readonly FlowEdge[],
  nameEdge: NameEdge,
): FlowEdge[] {
  const known = new Map(current.map((edge) => [edge.id, edge]));
  const selected = new Set(selection);
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const folded = listFolded({ groups });
  return edges.flatMap((edge) => {
    const before = known.get(edge.id);
    const [start, end] = [folded.get(edge.from.node), folded.get(edge.to.node)];
    if (start !== undefined && start === end) return [];
    const [source, target] = [start?.id ?? edge.from.node, end?.id ?? edge.to.node];
    const isSelected = selected.has(edge.id);
    const ariaLabel = nameEdge(
      start?.name ?? names.get(edge.from.node) ?? '',
      end?.name ?? names.get(edge.to.node) ?? '',
    );
    const isSame =
      before?.data?.edge === edge &&
      before.selected === isSelected &&
      before.ariaLabel === ariaLabel &&
      before.source === source &&
      before.target === target;
    if (before !== undefined && isSame) return [before];
    return [
      {
        id: edge.id,
        type: 'rows' as const,
        source,
        sourceHandle: start === undefined ? edge.from.port : blockPorts.out,
        target,
        targetHandle: end === undefined ? edge.to.port : blockPorts.in,
        data: { edge },
        selected: isSelected,
        ariaLabel,
        ...((start ?? end) !== undefined && { reconnectable: false }),
      },
    ];
  });
}
