import { findFreePosition } from '#components/canvas/place-node.ts';
import type { GraphCommand } from '#core/graph/commands.ts';
import { type Graph, graphSchemaVersion, type Position } from '#core/graph/graph.ts';
import { createGraphId } from './create-graph-id.ts';
import { nameUniquely } from './plan-insert.ts';

/** The chosen nodes, the edges between them, and the groups that are chosen whole. */
export function copyFragment(graph: Graph, nodeIds: readonly string[]): Graph {
  const chosen = new Set(nodeIds);
  const groups = graph.groups?.filter(({ nodes }) => nodes.every((id) => chosen.has(id))) ?? [];
  return {
    schemaVersion: graphSchemaVersion,
    nodes: graph.nodes.filter(({ id }) => chosen.has(id)),
    edges: graph.edges.filter(({ from, to }) => chosen.has(from.node) && chosen.has(to.node)),
    ...(groups.length > 0 && { groups }),
  };
}

/** Commands that add a copy of a fragment under new ids, at a place or just off the original. */
export function planPaste(
  graph: Graph,
  fragment: Graph,
  at: Position | null,
): { nodeIds: string[]; commands: GraphCommand[] } {
  const ids = new Map(fragment.nodes.map(({ id, kind }) => [id, createGraphId(kind)]));
  const rename = (id: string) => ids.get(id) ?? '';
  const left = Math.min(...fragment.nodes.map(({ position }) => position.x));
  const top = Math.min(...fragment.nodes.map(({ position }) => position.y));
  const first = findFreePosition(graph, at ?? { x: left + 40, y: top + 40 });
  const commands: GraphCommand[] = [];
  let named = graph;
  for (const node of fragment.nodes) {
    const position = { x: first.x + node.position.x - left, y: first.y + node.position.y - top };
    const copy = { ...node, id: rename(node.id), name: nameUniquely(named, node.name), position };
    commands.push({ type: 'add-node', node: copy });
    named = { ...named, nodes: [...named.nodes, copy] };
  }
  for (const { from, to } of fragment.edges) {
    const ends = { from: { ...from, node: rename(from.node) }, to: { ...to, node: rename(to.node) } };
    commands.push({ type: 'connect', edge: ends });
  }
  for (const group of fragment.groups ?? []) {
    const nodes = group.nodes.map(rename);
    commands.push({ type: 'group-nodes', group: { ...group, id: createGraphId('group'), nodes } });
  }
  return { nodeIds: [...ids.values()], commands };
}
