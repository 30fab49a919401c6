import { findFreePosition, placeAfter, placeAtStart } from '#components/canvas/place-node.ts';
import { canConnect } from '#core/graph/can-connect.ts';
import { applyCommand, type GraphCommand, type NewNode } from '#core/graph/commands.ts';
import type { Graph, GraphEdge, GraphNode, NodeKind, Position } from '#core/graph/graph.ts';
import { findNode, outgoingEdges } from '#core/graph/graph-queries.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import type { NodeCategory } from '#core/graph/node-definition.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { createGraphId } from './create-graph-id.ts';

/** Where a new step goes and what it is wired to. */
export type InsertPlace =
  | { readonly on: 'canvas'; readonly position?: Position; readonly category?: NodeCategory }
  | { readonly on: 'node'; readonly nodeId: string }
  | { readonly on: 'edge'; readonly edgeId: string }
  | {
      readonly on: 'port';
      readonly nodeId: string;
      readonly port: string;
      readonly side: 'source' | 'target';
      readonly position: Position;
    };

interface InsertPlan {
  readonly nodeId: string;
  readonly commands: readonly GraphCommand[];
}

/** The name, numbered when the graph has it already. */
export function nameUniquely(graph: Graph, name: string): string {
  const taken = new Set(graph.nodes.map((node) => node.name));
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name} ${number}`;
  return candidate;
}

/** The commands that add a step of a kind at a place, wired to what is there as far as the ports fit. */
export function planInsert(
  graph: Graph,
  kind: NodeKind,
  name: string,
  place: InsertPlace,
  settings: Record<string, unknown> = {},
): InsertPlan {
  const node: NewNode = { id: createGraphId(kind), kind, name: nameUniquely(graph, name), settings };
  const { inputs, outputs } = listPorts({ kind, settings: { ...getNodeDefinition(kind).defaults, ...settings } });
  if (place.on === 'edge' && inputs.length > 0 && outputs.length > 0)
    return { nodeId: node.id, commands: [{ type: 'insert-on-edge', edgeId: place.edgeId, node }] };
  const position = choosePosition(graph, kind, place);
  const add: GraphCommand = { type: 'add-node', node: position === undefined ? node : { ...node, position } };
  const edge = chooseEdge(graph, node, place);
  const isFitting = edge !== null && canConnect(applyCommand(graph, add), edge.from, edge.to) === null;
  return { nodeId: node.id, commands: isFitting ? [add, { type: 'connect', edge }] : [add] };
}

function choosePosition(graph: Graph, kind: NodeKind, place: InsertPlace): Position | undefined {
  if (place.on === 'node') {
    // What starts a pipeline stands before all of it, whichever step is selected.
    if (getNodeDefinition(kind).category === 'trigger') return placeAtStart(graph);
    const before = findNode(graph, place.nodeId);
    return before && placeAfter(graph, before);
  }
  const wanted = place.on === 'edge' ? undefined : place.position;
  return wanted && findFreePosition(graph, wanted);
}

function chooseEdge(graph: Graph, node: NewNode, place: InsertPlace): Pick<GraphEdge, 'from' | 'to'> | null {
  const { inputs, outputs } = getNodeDefinition(node.kind);
  const input = { node: node.id, port: inputs[0]?.id ?? '' };
  const output = { node: node.id, port: outputs[0]?.id ?? '' };
  if (place.on === 'port') {
    const own = { node: place.nodeId, port: place.port };
    return place.side === 'source' ? { from: own, to: input } : { from: output, to: own };
  }
  const before = place.on === 'node' ? findNode(graph, place.nodeId) : undefined;
  if (before === undefined) return null;
  return { from: { node: before.id, port: chooseOutput(graph, before) }, to: input };
}

/** The first branch that leads nowhere yet, so that steps added one by one serve one branch each. */
function chooseOutput(graph: Graph, node: GraphNode): string {
  const { outputs } = listPorts(node);
  const free = outputs.find(({ id }) => outgoingEdges(graph, node.id, id).length === 0);
  return (free ?? outputs[0])?.id ?? '';
}
