import { findGroupOf } from '#core/graph/edit-groups.ts';
import type { Graph, GraphGroup, GraphNode, Position } from '#core/graph/graph.ts';
import { frameGroup, groupTitleHeight } from './frame-group.ts';
import { gridStep, nodeHeight, nodeWidth } from './node-size.ts';

type Drawn = Pick<Graph, 'nodes' | 'groups'>;

/** The collapsed group that each node out of sight is in. */
export function listFolded({ groups }: Pick<Graph, 'groups'>): ReadonlyMap<string, GraphGroup> {
  return new Map(groups?.flatMap((group) => (group.collapsed ? group.nodes.map((id) => [id, group] as const) : [])));
}

/** Where a collapsed group is drawn: in the middle of its steps, so that a straight line stays one. */
export function placeBlock(nodes: readonly GraphNode[], group: GraphGroup): Position {
  const { x, y, width, height } = frameGroup(nodes, group);
  const snap = (value: number) => Math.round(value / gridStep) * gridStep;
  return { x: snap(x + (width - nodeWidth) / 2), y: snap(y + (height + groupTitleHeight - nodeHeight) / 2) };
}

/** What stands for a node on the canvas: itself, or the collapsed group it is in. */
export function findShownId(graph: Graph, nodeId: string): string {
  const group = findGroupOf(graph, nodeId);
  return group?.collapsed ? group.id : nodeId;
}

/** The nodes that something on the canvas stands for. Of a group, what leads out of it comes first: its rows are those of the group. */
export function listNodesOf(graph: Graph, shownId: string): string[] {
  const group = graph.groups?.find(({ id }) => id === shownId);
  if (group === undefined) return [shownId];
  const isInner = (id: string) => graph.edges.some(({ from, to }) => from.node === id && group.nodes.includes(to.node));
  return [...group.nodes.filter((id) => !isInner(id)), ...group.nodes.filter(isInner)];
}

/** Where a node is drawn: a node out of sight, where its group is. */
export function findShownPosition(graph: Drawn, node: GraphNode): Position {
  const group = graph.groups?.find(({ collapsed, nodes }) => collapsed && nodes.includes(node.id));
  return group === undefined ? node.position : placeBlock(graph.nodes, group);
}

/** The graph as it is drawn: a collapsed group as one node that all edges of its nodes lead to. */
export function foldGraph(graph: Graph): Graph {
  const folded = listFolded(graph);
  if (folded.size === 0) return graph;
  const shown = (id: string) => folded.get(id)?.id ?? id;
  const blocks = new Set(folded.values());
  const stand = [...blocks].flatMap((group): GraphNode[] => {
    const first = graph.nodes.find(({ id }) => id === group.nodes[0]);
    return first === undefined ? [] : [{ ...first, id: group.id, position: placeBlock(graph.nodes, group) }];
  });
  return {
    ...graph,
    nodes: [...graph.nodes.filter(({ id }) => !folded.has(id)), ...stand],
    edges: graph.edges
      .map(({ id, from, to }) => ({
        id,
        from: { ...from, node: shown(from.node) },
        to: { ...to, node: shown(to.node) },
      }))
      .filter(({ from, to }) => from.node !== to.node),
  };
}

/** The graph with every group open, for pictures in which nothing can be opened. */
export function openGroups(graph: Graph): Graph {
  if (!graph.groups?.some(({ collapsed }) => collapsed)) return graph;
  return { ...graph, groups: graph.groups.map(({ collapsed: _, ...group }) => group) };
}

interface Moved {
  readonly id: string;
  readonly position: Position;
}

/** Moves on the canvas as moves of nodes: those of a collapsed group go as far as its block. */
export function unfoldMoves(graph: Graph, moved: readonly Moved[]): Moved[] {
  return moved.flatMap(({ id, position }) => {
    const group = graph.groups?.find((one) => one.id === id);
    if (!group?.collapsed) return [{ id, position }];
    const from = placeBlock(graph.nodes, group);
    return graph.nodes
      .filter((node) => group.nodes.includes(node.id))
      .map((node) => ({
        id: node.id,
        position: { x: node.position.x + position.x - from.x, y: node.position.y + position.y - from.y },
      }));
  });
}
