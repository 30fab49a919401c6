import type { Graph, GraphEdge } from './graph.ts';
import { findNode } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';
import type { Problem } from './problem.ts';

/** Edges whose ends do not exist or that crowd a port. */
export function validateEdges(graph: Graph): Problem[] {
  const ids = new Set<string>();
  const pairs = new Set<string>();
  const occupied = new Set<string>();
  return graph.edges.flatMap((edge): Problem[] => {
    const problem = (code: string, nodeId?: string): Problem[] => [
      { code, edgeId: edge.id, severity: 'error', ...(nodeId !== undefined && { nodeId }) },
    ];
    if (isRepeated(ids, edge.id)) return problem('edge_id_repeated');
    const broken = findBrokenEnd(graph, edge);
    if (broken !== null) return problem(broken.code, broken.nodeId);
    const target = `${edge.to.node}.${edge.to.port}`;
    if (isRepeated(pairs, `${edge.from.node}.${edge.from.port} ${target}`))
      return problem('edge_repeated', edge.to.node);
    const isCrowded = isRepeated(occupied, target) && !acceptsSeveral(graph, edge);
    return isCrowded ? problem('input_occupied', edge.to.node) : [];
  });
}

function isRepeated(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function findBrokenEnd(graph: Graph, { from, to }: GraphEdge): { code: string; nodeId?: string } | null {
  const source = findNode(graph, from.node);
  const target = findNode(graph, to.node);
  if (source === undefined || target === undefined) {
    const nodeId = source?.id ?? target?.id;
    return { code: 'edge_node_missing', ...(nodeId !== undefined && { nodeId }) };
  }
  if (!listPorts(source).outputs.some(({ id }) => id === from.port))
    return { code: 'edge_port_unknown', nodeId: source.id };
  if (!listPorts(target).inputs.some(({ id }) => id === to.port))
    return { code: 'edge_port_unknown', nodeId: target.id };
  return null;
}

function acceptsSeveral(graph: Graph, { to }: GraphEdge): boolean {
  const target = findNode(graph, to.node);
  if (target === undefined) return false;
  return listPorts(target).inputs.some(({ id, multiple }) => id === to.port && multiple === true);
}
