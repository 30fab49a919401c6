import type { z } from 'zod';
import { TelarError } from '#core/platform/telar-error.ts';
import { connect, connectIfAllowed, disconnect } from './edit-edges.ts';
import { type Graph, type GraphNode, nodeSchema, type Position } from './graph.ts';
import { downstreamNodes, findNode, incomingEdges, outgoingEdges } from './graph-queries.ts';
import { listPorts } from './list-ports.ts';
import { getNodeDefinition } from './node-registry.ts';

/** A node to add: what is missing comes from the kind's defaults; without a position it goes right of all others. */
export const newNodeSchema = nodeSchema.partial({ position: true, settings: true });

export type NewNode = z.input<typeof newNodeSchema>;

/** From the left side of a node to that of the next, in canvas units. */
const columnWidth = 320;

export function addNode(graph: Graph, added: NewNode): Graph {
  if (findNode(graph, added.id) !== undefined) throw new TelarError('node_id_taken', { params: { node: added.id } });
  const node: GraphNode = {
    ...added,
    position: added.position ?? findOpenPosition(graph),
    settings: readSettings(added, newSettings(added)),
    disabled: added.disabled ?? false,
  };
  return { ...graph, nodes: [...graph.nodes, node] };
}

function newSettings({ kind, settings }: Pick<NewNode, 'kind' | 'settings'>): Record<string, unknown> {
  return { ...getNodeDefinition(kind).defaults, ...settings };
}

/** The graph with one node changed; the same graph when `change` answers the same node. */
export function changeNode(graph: Graph, nodeId: string, change: (node: GraphNode) => GraphNode): Graph {
  const node = requireNode(graph, nodeId);
  const changed = change(node);
  if (changed === node) return graph;
  return { ...graph, nodes: graph.nodes.map((other) => (other.id === nodeId ? changed : other)) };
}

/** Edges at ports that the new settings no longer give are removed. */
export function updateSettings(graph: Graph, nodeId: string, part: Readonly<Record<string, unknown>>): Graph {
  const changed = changeNode(graph, nodeId, (node) => {
    if (Object.entries(part).every(([key, value]) => Object.is(node.settings[key], value))) return node;
    return { ...node, settings: readSettings(node, { ...node.settings, ...part }) };
  });
  return changed === graph ? graph : dropLooseEdges(changed, requireNode(changed, nodeId));
}

function dropLooseEdges(graph: Graph, node: GraphNode): Graph {
  if (getNodeDefinition(node.kind).portsOf === undefined) return graph;
  const { inputs, outputs } = listPorts(node);
  const edges = graph.edges.filter(
    ({ from, to }) =>
      (from.node !== node.id || outputs.some(({ id }) => id === from.port)) &&
      (to.node !== node.id || inputs.some(({ id }) => id === to.port)),
  );
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}

export function removeNode(graph: Graph, nodeId: string, heal: boolean): Graph {
  const node = requireNode(graph, nodeId);
  const [incoming, ...others] = incomingEdges(graph, nodeId);
  const readers = outgoingEdges(graph, nodeId);
  const without: Graph = {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => id !== nodeId),
    edges: graph.edges.filter(({ from, to }) => from.node !== nodeId && to.node !== nodeId),
  };
  const isHealed = heal && getNodeDefinition(node.kind).category === 'transform' && others.length === 0;
  if (!isHealed || incoming === undefined) return without;
  return readers.reduce((healed, { id, to }) => connectIfAllowed(healed, { id, from: incoming.from, to }), without);
}

export function insertOnEdge(graph: Graph, edgeId: string, added: NewNode): Graph {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  if (edge === undefined) throw new TelarError('edge_missing', { params: { edge: edgeId } });
  const { inputs, outputs } = listPorts({ kind: added.kind, settings: newSettings(added) });
  const [input, output] = [inputs[0], outputs[0]];
  if (input === undefined || output === undefined)
    throw new TelarError('insert_needs_transform', { nodeId: edge.to.node });
  const follower = requireNode(graph, edge.to.node);
  const before = requireNode(graph, edge.from.node);
  const position = added.position ?? { x: before.position.x + columnWidth, y: follower.position.y };
  const roomy = makeRoom(graph, follower, position);
  const spliced = addNode(disconnect(roomy, edgeId), { ...added, position });
  const leaving = connect(spliced, { id: edgeId, from: { node: added.id, port: output.id }, to: edge.to });
  return connect(leaving, { from: edge.from, to: { node: added.id, port: input.id } });
}

/** Moves a node and all that reads from it right, as far as the node at `position` needs. */
function makeRoom(graph: Graph, follower: GraphNode, position: Position): Graph {
  const distance = position.x + columnWidth - follower.position.x;
  if (distance <= 0) return graph;
  const moved = downstreamNodes(graph, follower.id).add(follower.id);
  const nodes = graph.nodes.map((node) =>
    moved.has(node.id) ? { ...node, position: { ...node.position, x: node.position.x + distance } } : node,
  );
  return { ...graph, nodes };
}

/** Checks settings but returns them as given, so that the parts that did not change stay identical. */
function readSettings({ id, kind }: Pick<GraphNode, 'id' | 'kind'>, settings: Record<string, unknown>) {
  const parsed = getNodeDefinition(kind).settings.safeParse(settings);
  if (parsed.success) return settings;
  const field = firstPath(parsed.error);
  throw new TelarError('settings_invalid', { nodeId: id, field, params: { setting: field } });
}

function firstPath({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return '';
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...keys].join('.');
}

function requireNode(graph: Graph, nodeId: string): GraphNode {
  const node = findNode(graph, nodeId);
  if (node === undefined) throw new TelarError('node_missing', { params: { node: nodeId } });
  return node;
}

function findOpenPosition({ nodes }: Graph): Position {
  if (nodes.length === 0) return { x: 0, y: 0 };
  const last = nodes.reduce((right, node) => (node.position.x > right.position.x ? node : right));
  return { x: last.position.x + columnWidth, y: last.position.y };
}
