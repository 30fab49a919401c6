import { makeRoomOnEdge, snapPosition } from '#components/canvas/place-node.ts';
import { canConnect } from '#core/graph/can-connect.ts';
import type { GraphCommand } from '#core/graph/commands.ts';
import type { Graph, GraphEdge, GraphNode, Position } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

export function renameNode(nodeId: string, name: string): GraphCommand {
  return { type: 'rename-node', nodeId, name };
}

/** Merges values into a node's settings. */
export function changeSettings(node: GraphNode, settings: Record<string, unknown>): GraphCommand {
  return { type: 'update-settings', nodeId: node.id, settings };
}

/** Moves for nodes whose place differs from the graph's. */
export function moveNodes(graph: Graph, moved: readonly { id: string; position: Position }[]): GraphCommand[] {
  return moved.flatMap(({ id, position }) => {
    const before = findNode(graph, id)?.position;
    const after = snapPosition(position);
    if (before === undefined || (before.x === after.x && before.y === after.y)) return [];
    return [{ type: 'move-node', nodeId: id, position: after }];
  });
}

/** Nothing when the ports do not fit; an edge that a single input holds already gives way. */
export function connectPorts(graph: Graph, { from, to }: Ends): GraphCommand[] {
  return canConnect(graph, from, to) === null ? [{ type: 'connect', edge: { from, to } }] : [];
}

export function reconnectEdge(graph: Graph, edgeId: string, ends: Ends): GraphCommand[] {
  const without = { ...graph, edges: graph.edges.filter(({ id }) => id !== edgeId) };
  if (canConnect(without, ends.from, ends.to) !== null) return [];
  return [
    { type: 'disconnect', edgeId },
    { type: 'connect', edge: ends },
  ];
}

/** Puts a node that stands alone onto an edge, pushing what follows; nothing when it has no way through. */
export function spliceNode(graph: Graph, nodeId: string, edgeId: string): GraphCommand[] {
  const node = findNode(graph, nodeId);
  const edge = graph.edges.find(({ id }) => id === edgeId);
  if (node === undefined || edge === undefined) return [];
  const { inputs, outputs } = listPorts(node);
  const [input, output] = [inputs[0], outputs[0]];
  const room = makeRoomOnEdge(graph, edge);
  if (input === undefined || output === undefined || room === null) return [];
  return [
    ...moveNodes(graph, [...room.moves, { id: nodeId, position: room.position }]),
    { type: 'disconnect', edgeId },
    { type: 'connect', edge: { from: edge.from, to: { node: nodeId, port: input.id } } },
    { type: 'connect', edge: { from: { node: nodeId, port: output.id }, to: edge.to } },
  ];
}

/** Removes nodes and edges; what a transform stood between is connected again. */
export function removeSelection(graph: Graph, nodeIds: readonly string[], edgeIds: readonly string[]): GraphCommand[] {
  const gone = new Set(nodeIds);
  const ownEdges = graph.edges.filter(
    ({ id, from, to }) => edgeIds.includes(id) && !gone.has(from.node) && !gone.has(to.node),
  );
  return [
    ...ownEdges.map(({ id }): GraphCommand => ({ type: 'disconnect', edgeId: id })),
    ...nodeIds.map((nodeId): GraphCommand => ({ type: 'remove-node', nodeId, heal: true })),
  ];
}

/** Switches nodes off, or on again when all of them are off. */
export function toggleDisabled(graph: Graph, nodeIds: readonly string[]): GraphCommand[] {
  const nodes = graph.nodes.filter(({ id, kind }) => nodeIds.includes(id) && kind !== 'note');
  const disabled = nodes.some((node) => !node.disabled);
  return nodes.map(({ id }) => ({ type: 'set-disabled', nodeId: id, disabled }));
}
