import type { Graph } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** Rows that one can look at beside a step: what came in from another, or what came out. */
export interface RowSide {
  /** In the URL: `in-<node>` with the port behind it where that node has several, `out` likewise. */
  readonly id: string;
  readonly way: 'in' | 'out' | 'written';
  /** Whose kept rows they are. */
  readonly nodeId: string;
  readonly port: string | null;
  readonly from: string | null;
}

/** What comes out first, then what came in, in the order of the edges. */
export function listSides(graph: Graph, nodeId: string): RowSide[] {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return [];
  const isTarget = getNodeDefinition(node.kind).category === 'target';
  const ports = portsOf(graph, nodeId);
  const outs: RowSide[] = isTarget
    ? [{ id: 'out', way: 'written', nodeId, port: null, from: null }]
    : ports.map((port) => ({ id: port === null ? 'out' : `out-${port}`, way: 'out', nodeId, port, from: null }));
  const ins = graph.edges
    .filter(({ to }) => to.node === nodeId)
    .map(({ from }): RowSide => {
      const port = portsOf(graph, from.node).length > 1 ? from.port : null;
      const name = graph.nodes.find(({ id }) => id === from.node)?.name ?? from.node;
      const id = port === null ? `in-${from.node}` : `in-${from.node}-${port}`;
      return { id, way: 'in', nodeId: from.node, port, from: name };
    });
  return [...outs, ...ins];
}

/** Null stands for the only one. */
function portsOf(graph: Graph, nodeId: string): (string | null)[] {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const outputs = node === undefined ? [] : listPorts(node).outputs;
  return outputs.length > 1 ? outputs.map(({ id }) => id) : [null];
}
