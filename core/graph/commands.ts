import { z } from 'zod';
import { TelarError } from '#core/platform/telar-error.ts';
import { connect, disconnect } from './edit-edges.ts';
import { addGroup, collapseGroup, leaveGroups, removeGroup, renameGroup } from './edit-groups.ts';
import { addNode, changeNode, insertOnEdge, newNodeSchema, removeNode, updateSettings } from './edit-nodes.ts';
import { edgeSchema, type Graph, graphSchema, groupSchema, idSchema, nodeSchema, positionSchema } from './graph.ts';

export type { NewNode } from './edit-nodes.ts';

export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add-node'), node: newNodeSchema }),
  /** `heal`: what the node read from is connected to what read from it, when it is a transform with one edge in. */
  z.strictObject({ type: z.literal('remove-node'), nodeId: idSchema, heal: z.boolean().optional() }),
  z.strictObject({ type: z.literal('move-node'), nodeId: idSchema, position: positionSchema }),
  z.strictObject({ type: z.literal('rename-node'), nodeId: idSchema, name: nodeSchema.shape.name }),
  /** Named settings are replaced, others stay. */
  z.strictObject({
    type: z.literal('update-settings'),
    nodeId: idSchema,
    settings: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ type: z.literal('set-disabled'), nodeId: idSchema, disabled: z.boolean() }),
  /** Replaces the edge that a single input has already. */
  z.strictObject({ type: z.literal('connect'), edge: edgeSchema.partial({ id: true }) }),
  z.strictObject({ type: z.literal('disconnect'), edgeId: idSchema }),
  /** The new node takes the place of what followed the edge, and that moves right with all behind it. */
  z.strictObject({ type: z.literal('insert-on-edge'), edgeId: idSchema, node: newNodeSchema }),
  /** Nodes that are in another group leave it. */
  z.strictObject({ type: z.literal('group-nodes'), group: groupSchema }),
  /** The nodes stay. */
  z.strictObject({ type: z.literal('ungroup'), groupId: idSchema }),
  z.strictObject({ type: z.literal('rename-group'), groupId: idSchema, name: groupSchema.shape.name }),
  z.strictObject({ type: z.literal('collapse-group'), groupId: idSchema, collapsed: z.boolean() }),
  z.strictObject({ type: z.literal('replace-graph'), graph: graphSchema }),
]);

export type GraphCommand = z.input<typeof commandSchema>;

type CommandType = GraphCommand['type'];

const reducers: { [Type in CommandType]: (graph: Graph, command: Extract<GraphCommand, { type: Type }>) => Graph } = {
  'add-node': (graph, { node }) => addNode(graph, node),
  'remove-node': (graph, { nodeId, heal }) => leaveGroups(removeNode(graph, nodeId, heal ?? false), [nodeId]),
  'move-node': (graph, { nodeId, position }) =>
    changeNode(graph, nodeId, (node) =>
      node.position.x === position.x && node.position.y === position.y ? node : { ...node, position },
    ),
  'rename-node': (graph, { nodeId, name }) =>
    changeNode(graph, nodeId, (node) => (node.name === name ? node : { ...node, name })),
  'update-settings': (graph, { nodeId, settings }) => updateSettings(graph, nodeId, settings),
  'set-disabled': (graph, { nodeId, disabled }) =>
    changeNode(graph, nodeId, (node) => (node.disabled === disabled ? node : { ...node, disabled })),
  connect: (graph, { edge }) => connect(graph, edge),
  disconnect: (graph, { edgeId }) => disconnect(graph, edgeId),
  'insert-on-edge': (graph, { edgeId, node }) => insertOnEdge(graph, edgeId, node),
  'group-nodes': (graph, { group }) => addGroup(graph, group),
  ungroup: (graph, { groupId }) => removeGroup(graph, groupId),
  'rename-group': (graph, { groupId, name }) => renameGroup(graph, groupId, name),
  'collapse-group': (graph, { groupId, collapsed }) => collapseGroup(graph, groupId, collapsed),
  'replace-graph': (_, { graph }) => graphSchema.parse(graph),
};

/**
 * The graph after an edit; parts that did not change keep their identity, and a graph that did not is returned as is.
 * Throws a TelarError with a stable code when the command is unknown or does not fit the graph.
 */
export function applyCommand(graph: Graph, command: GraphCommand): Graph {
  if (!Object.hasOwn(reducers, command.type))
    throw new TelarError('command_unknown', { params: { command: String(command.type) } });
  const reduce = reducers[command.type] as (graph: Graph, command: GraphCommand) => Graph;
  return reduce(graph, command);
}

/** Reads a command from JSON, such as the body of a request; throws `command_unknown` or `command_invalid`. */
export function parseCommand(json: unknown): GraphCommand {
  const parsed = commandSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const type = String((json as { type?: unknown } | null | undefined)?.type);
  if (!Object.hasOwn(reducers, type)) throw new TelarError('command_unknown', { params: { command: type } });
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new TelarError('command_invalid', { params: { command: type, field }, field });
}
