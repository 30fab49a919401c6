import type { Graph, GraphEdge, GraphNode, Position } from '#core/graph/graph.ts';
import { downstreamNodes, findNode } from '#core/graph/graph-queries.ts';
import { columnGap, gridStep, nodeHeight, nodeWidth, rowGap, sizeOfNode } from './node-size.ts';

const columnStep = nodeWidth + columnGap;

/** The nearest point of the grid. */
export function snapPosition({ x, y }: Position): Position {
  return { x: Math.round(x / gridStep) * gridStep, y: Math.round(y / gridStep) * gridStep };
}

function isOccupied(nodes: readonly GraphNode[], { x, y }: Position): boolean {
  return nodes.some((node) => {
    const size = sizeOfNode(node);
    const apartX = x + nodeWidth + 16 <= node.position.x || node.position.x + size.width + 16 <= x;
    const apartY = y + nodeHeight + 16 <= node.position.y || node.position.y + size.height + 16 <= y;
    return !apartX && !apartY;
  });
}

/** The wanted place, or the nearest free one below it. */
export function findFreePosition(graph: Graph, wanted: Position): Position {
  const position = snapPosition(wanted);
  while (isOccupied(graph.nodes, position)) position.y += nodeHeight + rowGap;
  return position;
}

/** Where a node that follows `node` belongs. */
export function placeAfter(graph: Graph, node: GraphNode): Position {
  return findFreePosition(graph, { x: node.position.x + columnStep, y: node.position.y });
}

/** Left of all there is, beside the leftmost node. */
export function placeAtStart(graph: Graph): Position | undefined {
  const [first] = graph.nodes.toSorted((a, b) => a.position.x - b.position.x);
  return first && findFreePosition(graph, { x: first.position.x - columnStep, y: first.position.y });
}

/** The place of a node put on an edge, and the moves right of what follows where it needs the room. */
export function makeRoomOnEdge(
  graph: Graph,
  edge: GraphEdge,
): { position: Position; moves: { id: string; position: Position }[] } | null {
  const from = findNode(graph, edge.from.node);
  const to = findNode(graph, edge.to.node);
  if (from === undefined || to === undefined) return null;
  const shift = Math.max(0, from.position.x + 2 * columnStep - to.position.x);
  const pushed = downstreamNodes(graph, to.id).add(to.id);
  const moves = graph.nodes
    .filter(({ id }) => shift > 0 && pushed.has(id))
    .map(({ id, position }) => ({ id, position: { x: position.x + shift, y: position.y } }));
  return { position: { x: from.position.x + columnStep, y: to.position.y }, moves };
}
