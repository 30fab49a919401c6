import type { Graph, GraphNode } from '#core/graph/graph.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

function distance(from: GraphNode, to: GraphNode): number {
  return Math.hypot(to.position.x - from.position.x, (to.position.y - from.position.y) * 2);
}

function liesToward(from: GraphNode, to: GraphNode, direction: Direction): boolean {
  const dx = to.position.x - from.position.x;
  const dy = to.position.y - from.position.y;
  if (direction === 'left') return dx < 0;
  if (direction === 'right') return dx > 0;
  return direction === 'up' ? dy < 0 : dy > 0;
}

/** The node an arrow key leads to: along edges first for left and right, else the nearest that way. */
export function findNeighbour(graph: Graph, nodeId: string, direction: Direction): string | null {
  const from = graph.nodes.find((node) => node.id === nodeId);
  if (from === undefined) return graph.nodes[0]?.id ?? null;
  const joined = graph.edges.flatMap((edge) => {
    if (direction === 'right' && edge.from.node === nodeId) return [edge.to.node];
    if (direction === 'left' && edge.to.node === nodeId) return [edge.from.node];
    return [];
  });
  const wired = graph.nodes.filter((node) => joined.includes(node.id));
  const candidates =
    wired.length > 0 ? wired : graph.nodes.filter((node) => node.id !== nodeId && liesToward(from, node, direction));
  const nearest = candidates.toSorted((a, b) => distance(from, a) - distance(from, b))[0];
  return nearest?.id ?? null;
}
