import { canConnect } from './can-connect.ts';
import type { Graph, GraphEdge } from './graph.ts';
import { downstreamNodes, upstreamNodes } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';

type PortReference = GraphEdge['from'];

/** Outputs whose rows an input takes or could take; the edges it has already do not stand in the way. */
export function listSenders(graph: Graph, to: PortReference): PortReference[] {
  const open = { ...graph, edges: graph.edges.filter((edge) => edge.to.node !== to.node || edge.to.port !== to.port) };
  const after = downstreamNodes(open, to.node).add(to.node);
  return graph.nodes
    .filter(({ id }) => !after.has(id))
    .flatMap((node) => listPorts(node).outputs.map(({ id }) => ({ node: node.id, port: id })));
}

/** Inputs that an output could send its rows to, besides those it sends them to already. */
export function listReceivers(graph: Graph, from: PortReference): PortReference[] {
  const before = upstreamNodes(graph, from.node).add(from.node);
  return graph.nodes
    .filter(({ id }) => !before.has(id))
    .flatMap((node) => listPorts(node).inputs.map(({ id }) => ({ node: node.id, port: id })))
    .filter((to) => canConnect(graph, from, to) === null);
}
