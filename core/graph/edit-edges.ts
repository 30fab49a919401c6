import { TelarError } from '#core/platform/telar-error.ts';
import { canConnect } from './can-connect.ts';
import type { Graph, GraphEdge } from './graph.ts';
import { findNode } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';

export type NewEdge = Omit<GraphEdge, 'id'> & { readonly id?: string | undefined };

/** Adds an edge; throws the refusal of `canConnect`, placed on the node where the edge would end. */
export function connect(graph: Graph, edge: NewEdge): Graph {
  const refusal = canConnect(graph, edge.from, edge.to);
  if (refusal !== null) throw new TelarError(refusal, { nodeId: edge.to.node });
  const id = edge.id ?? nextEdgeId(graph);
  if (graph.edges.some((other) => other.id === id)) throw new TelarError('edge_id_taken', { params: { edge: id } });
  const kept = acceptsSeveral(graph, edge) ? graph.edges : graph.edges.filter(({ to }) => !isSamePort(to, edge.to));
  return { ...graph, edges: [...kept, { id, from: edge.from, to: edge.to }] };
}

/** `connect` that leaves the graph as it is where the edge is refused. */
export function connectIfAllowed(graph: Graph, edge: NewEdge): Graph {
  return canConnect(graph, edge.from, edge.to) === null ? connect(graph, edge) : graph;
}

export function disconnect(graph: Graph, edgeId: string): Graph {
  const edges = graph.edges.filter(({ id }) => id !== edgeId);
  if (edges.length === graph.edges.length) throw new TelarError('edge_missing', { params: { edge: edgeId } });
  return { ...graph, edges };
}

function acceptsSeveral(graph: Graph, { to }: NewEdge): boolean {
  const target = findNode(graph, to.node);
  const port = target && listPorts(target).inputs.find(({ id }) => id === to.port);
  return port?.multiple === true;
}

function isSamePort(left: GraphEdge['to'], right: GraphEdge['to']): boolean {
  return left.node === right.node && left.port === right.port;
}

/** The same for the same graph, so that replaying commands gives equal graphs. */
function nextEdgeId({ edges }: Graph): string {
  const numbers = edges.map(({ id }) => Number(/^edge_(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `edge_${Math.max(0, ...numbers) + 1}`;
}
