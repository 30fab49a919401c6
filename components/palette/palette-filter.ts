import type { InsertPlace } from '#components/builder/plan-insert.ts';
import type { Graph, NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** Whether a step of the kind can stand at the place. */
export function fitsPlace(kind: NodeKind, place: InsertPlace, graph: Graph): boolean {
  const { category, inputs, outputs } = getNodeDefinition(kind);
  if (place.on === 'canvas') return true;
  if (place.on === 'edge') return inputs.length > 0 && outputs.length > 0;
  if (place.on === 'port') return place.side === 'source' ? inputs.length > 0 : outputs.length > 0;
  const before = graph.nodes.find(({ id }) => id === place.nodeId);
  const sends = before !== undefined && getNodeDefinition(before.kind).outputs.length > 0;
  return sends ? inputs.length > 0 : category === 'source' || category === 'trigger' || category === 'note';
}
