import type { GraphNode } from './graph.ts';
import type { Ports } from './node-definition.ts';
import { getNodeDefinition } from './node-registry.ts';

/** The ports that a node has with its settings; those of a new node while its settings cannot be read. */
export function listPorts({ kind, settings }: Pick<GraphNode, 'kind' | 'settings'>): Ports {
  const definition = getNodeDefinition(kind);
  if (definition.portsOf === undefined) return definition;
  const parsed = definition.settings.safeParse(settings);
  return definition.portsOf(parsed.success ? parsed.data : definition.defaults);
}
