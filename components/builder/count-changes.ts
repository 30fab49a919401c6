import type { Graph, GraphNode } from '#core/graph/graph.ts';

/** What a run does with a node: where it stands on the canvas does not count. */
function describeNode(node: GraphNode): string {
  return JSON.stringify([node.kind, node.name, node.settings, node.disabled]);
}

function describeEdges(graph: Graph): Set<string> {
  return new Set(graph.edges.map(({ from, to }) => `${from.node}.${from.port}>${to.node}.${to.port}`));
}

function countMissing(from: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...from].filter((entry) => !other.has(entry)).length;
}

/** How many nodes and connections of a draft differ from the version that is live. Notes and positions do not count. */
export function countChanges(draft: Graph, live: Graph): number {
  const draftNodes = draft.nodes.filter((node) => node.kind !== 'note');
  const liveNodes = new Map(live.nodes.filter((node) => node.kind !== 'note').map((node) => [node.id, node]));
  const ids = new Set(draftNodes.map((node) => node.id));
  const changed = draftNodes.filter((node) => {
    const counterpart = liveNodes.get(node.id);
    return counterpart === undefined || describeNode(counterpart) !== describeNode(node);
  });
  const removed = [...liveNodes.keys()].filter((id) => !ids.has(id));
  const draftEdges = describeEdges(draft);
  const liveEdges = describeEdges(live);
  return changed.length + removed.length + countMissing(draftEdges, liveEdges) + countMissing(liveEdges, draftEdges);
}
