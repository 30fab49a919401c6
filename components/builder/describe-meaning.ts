import type { Graph } from '#core/graph/graph.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';

/**
 * The part of a graph that decides its rows and problems, as text to compare:
 * moving a node or writing a note must not ask the server again.
 * With `nodeId` only what that node reads from counts, and itself.
 */
export function describeMeaning(graph: Graph, nodeId?: string): string {
  const upstream = nodeId === undefined ? null : upstreamNodes(graph, nodeId).add(nodeId);
  const nodes = graph.nodes
    .filter(({ id, kind }) => kind !== 'note' && (upstream?.has(id) ?? true))
    .map(({ id, kind, name, settings, disabled }) => [id, kind, name, settings, disabled]);
  const edges = graph.edges.filter(({ to }) => upstream?.has(to.node) ?? true);
  return JSON.stringify([nodes, edges]);
}
