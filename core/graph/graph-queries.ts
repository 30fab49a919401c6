import type { Graph, GraphEdge, GraphNode } from './graph.ts';

export function findNode(graph: Graph, id: string): GraphNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

/** Edges that end at the node (at one of its ports, when given), in graph order. */
export function incomingEdges(graph: Graph, nodeId: string, port?: string): GraphEdge[] {
  return graph.edges.filter(({ to }) => to.node === nodeId && (port === undefined || to.port === port));
}

/** Edges that start at the node (at one of its ports, when given), in graph order. */
export function outgoingEdges(graph: Graph, nodeId: string, port?: string): GraphEdge[] {
  return graph.edges.filter(({ from }) => from.node === nodeId && (port === undefined || from.port === port));
}

/** Ids of every node that the given one reads from, directly or not, without itself. */
export function upstreamNodes(graph: Graph, nodeId: string): Set<string> {
  return reach(nodeId, (id) => incomingEdges(graph, id).map(({ from }) => from.node));
}

/** Ids of every node that reads from the given one, directly or not, without itself. */
export function downstreamNodes(graph: Graph, nodeId: string): Set<string> {
  return reach(nodeId, (id) => outgoingEdges(graph, id).map(({ to }) => to.node));
}

export interface Ordering {
  /** Every node after all it reads from; graph order where that leaves a choice. */
  readonly ordered: readonly GraphNode[];
  /** Nodes on a cycle or downstream of one. */
  readonly unordered: readonly GraphNode[];
}

/** Sorts nodes so that rows flow forward. Edges to missing nodes are ignored. */
export function orderTopologically(graph: Graph): Ordering {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const waiting = new Map(graph.nodes.map(({ id }) => [id, 0]));
  const readers = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    if (!nodes.has(from.node) || !nodes.has(to.node)) continue;
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1);
    readers.set(from.node, [...(readers.get(from.node) ?? []), to.node]);
  }
  const ready = [...nodes.keys()].filter((id) => waiting.get(id) === 0);
  const ordered: GraphNode[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    const node = nodes.get(id);
    if (node !== undefined) ordered.push(node);
    for (const reader of readers.get(id) ?? []) {
      const left = (waiting.get(reader) ?? 0) - 1;
      waiting.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  const done = new Set(ordered.map(({ id }) => id));
  return { ordered, unordered: [...nodes.values()].filter(({ id }) => !done.has(id)) };
}

/** Nodes that lie on a cycle themselves. */
export function cyclicNodes(graph: Graph): GraphNode[] {
  return orderTopologically(graph).unordered.filter(({ id }) => downstreamNodes(graph, id).has(id));
}

function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set<string>();
  const open = [...next(start)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...next(id));
  }
  return reached;
}
