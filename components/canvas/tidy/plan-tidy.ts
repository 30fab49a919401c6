import { findGroupOf } from '#core/graph/edit-groups.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { columnGap, rowGap, sizeOfNode } from '../node-size.ts';
import type { LayoutRequest } from './lay-out.ts';

/**
 * The question to `layOut` about some nodes of a graph, or about all of them. Notes stay where they are;
 * what starts a pipeline goes before where its rows come from, although no edge joins them.
 */
export function planTidy(graph: Graph, nodeIds: readonly string[]): LayoutRequest {
  const chosen = new Set(nodeIds.length > 1 ? nodeIds : graph.nodes.map(({ id }) => id));
  const nodes = graph.nodes.filter(({ id, kind }) => chosen.has(id) && kind !== 'note');
  const ids = new Set(nodes.map(({ id }) => id));
  const starts = nodes.filter(({ kind }) => kind === 'manual-trigger' || kind === 'schedule-trigger');
  const sources = nodes.filter(({ kind }) => getNodeDefinition(kind).category === 'source');
  const edges = graph.edges
    .filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
    .map(({ from, to }) => [from.node, to.node] as const);
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      ...node.position,
      ...sizeOfNode(node),
      group: findGroupOf(graph, node.id)?.id ?? null,
    })),
    edges: [...edges, ...starts.flatMap((start) => sources.map((source) => [start.id, source.id] as const))],
    columnGap,
    rowGap,
  };
}
