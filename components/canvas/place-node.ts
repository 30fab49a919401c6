import type { Graph, GraphNode, Position } from '#core/graph/graph.ts';
import { columnGap, gridStep, nodeHeight, nodeWidth, rowGap, sizeOfKind } from './node-size.ts';

const columnStep = nodeWidth + columnGap;

/** The nearest point of the grid. */
export function snapPosition({ x, y }: Position): Position {
  return { x: Math.round(x / gridStep) * gridStep, y: Math.round(y / gridStep) * gridStep };
}

function isOccupied(nodes: readonly GraphNode[], { x, y }: Position): boolean {
  return nodes.some((node) => {
    const size = sizeOfKind(node.kind);
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
