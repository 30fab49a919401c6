import type { Graph, GraphEdge } from './graph.ts';
import { downstreamNodes, findNode } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';

type PortReference = GraphEdge['from'];

export const connectionRefusals = [
  'connect_node_missing',
  'connect_self',
  /** Nothing comes out of the node where the edge starts. */
  'connect_no_output',
  /** Nothing goes into the node where the edge ends. */
  'connect_no_input',
  /** The edge starts at an input or ends at an output. */
  'connect_wrong_direction',
  'connect_port_unknown',
  'connect_repeated',
  'connect_cycle',
] as const;

export type ConnectionRefusal = (typeof connectionRefusals)[number];

/**
 * Why an edge between two ports is refused, else null. A single input that has an edge already is free to take:
 * connecting replaces that edge. The code's sentence is `errors.<code>`.
 */
export function canConnect(graph: Graph, from: PortReference, to: PortReference): ConnectionRefusal | null {
  const source = findNode(graph, from.node);
  const target = findNode(graph, to.node);
  if (source === undefined || target === undefined) return 'connect_node_missing';
  if (from.node === to.node) return 'connect_self';
  const { inputs: sourceInputs, outputs } = listPorts(source);
  const { inputs, outputs: targetOutputs } = listPorts(target);
  if (outputs.length === 0) return 'connect_no_output';
  if (inputs.length === 0) return 'connect_no_input';
  const has = (ports: readonly { id: string }[], id: string) => ports.some((port) => port.id === id);
  if (!has(outputs, from.port))
    return has(sourceInputs, from.port) ? 'connect_wrong_direction' : 'connect_port_unknown';
  if (!has(inputs, to.port)) return has(targetOutputs, to.port) ? 'connect_wrong_direction' : 'connect_port_unknown';
  if (graph.edges.some((edge) => isSame(edge.from, from) && isSame(edge.to, to))) return 'connect_repeated';
  return downstreamNodes(graph, to.node).has(from.node) ? 'connect_cycle' : null;
}

function isSame(left: PortReference, right: PortReference): boolean {
  return left.node === right.node && left.port === right.port;
}
