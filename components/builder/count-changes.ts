import { diffGraphs } from '#core/graph/diff-graphs.ts';
import type { Graph } from '#core/graph/graph.ts';

/** How many nodes and connections of a draft differ from the version that is live. Notes and positions do not count. */
export function countChanges(draft: Graph, live: Graph): number {
  const { nodes, edges } = diffGraphs(live, draft);
  return nodes.length + edges.length;
}
