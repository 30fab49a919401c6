import type { Graph } from '#core/graph/graph.ts';
import { upstreamNodes } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** Whether a node's rows come from sample data alone: the people in it do not exist. */
export function readsOnlyExamples(graph: Graph, nodeId: string): boolean {
  const reached = upstreamNodes(graph, nodeId).add(nodeId);
  const first = graph.nodes.filter(({ id, kind }) => reached.has(id) && getNodeDefinition(kind).inputs.length === 0);
  return first.length > 0 && first.every(({ kind }) => kind === 'sample-source');
}
