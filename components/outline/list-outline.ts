import type { Graph, GraphEdge, GraphGroup, GraphNode } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** One line of the outline. `id` is its own: an edge stands under both of its steps. */
export type OutlineItem = { readonly id: string; readonly level: number; readonly parent: string | null } & (
  | { readonly type: 'group'; readonly group: GraphGroup }
  | { readonly type: 'step'; readonly node: GraphNode }
  | { readonly type: 'edge'; readonly edge: GraphEdge; readonly side: 'from' | 'to'; readonly other: GraphNode }
);

/** Steps in the order in which one reads them: what starts, then each branch to its end, notes last. */
export function orderForReading(graph: Graph): GraphNode[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const waiting = new Map(graph.nodes.map(({ id }) => [id, 0]));
  const readers = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1);
    readers.set(from.node, [...(readers.get(from.node) ?? []), to.node]);
  }
  const rank = ({ kind }: GraphNode) => ['trigger', 'note'].indexOf(getNodeDefinition(kind).category);
  const place = (node: GraphNode) => [1, 0, 2][rank(node) + 1] ?? 1;
  const roots = graph.nodes
    .filter(({ id }) => waiting.get(id) === 0)
    .toSorted((a, b) => place(a) - place(b) || a.position.y - b.position.y || a.position.x - b.position.x);
  const open = roots.toReversed();
  const ordered: GraphNode[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    ordered.push(node);
    const next = (readers.get(node.id) ?? []).flatMap((id) => {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      return left === 0 ? (nodes.get(id) ?? []) : [];
    });
    open.push(...next.toSorted((a, b) => b.position.y - a.position.y));
  }
  const seen = new Set(ordered);
  return [...ordered, ...graph.nodes.filter((node) => !seen.has(node))];
}

/** Every line of the outline, open or not: groups hold their steps, steps hold their connections. */
export function listOutline(graph: Graph): OutlineItem[] {
  const ordered = orderForReading(graph);
  const groups = new Map(graph.groups?.flatMap((group) => group.nodes.map((id) => [id, group] as const)));
  const done = new Set<GraphGroup>();
  return ordered.flatMap((node): OutlineItem[] => {
    const group = groups.get(node.id);
    if (group === undefined) return listStep(graph, node, null, 1);
    if (done.has(group)) return [];
    done.add(group);
    const id = `group:${group.id}`;
    const members = ordered.filter((other) => group.nodes.includes(other.id));
    const steps = members.flatMap((member) => listStep(graph, member, id, 2));
    return [{ type: 'group', id, level: 1, parent: null, group }, ...steps];
  });
}

function listStep(graph: Graph, node: GraphNode, parent: string | null, level: number): OutlineItem[] {
  const id = `step:${node.id}`;
  const edges = graph.edges.flatMap((edge): OutlineItem[] => {
    const side = edge.to.node === node.id ? 'from' : edge.from.node === node.id ? 'to' : null;
    const other = side && graph.nodes.find((one) => one.id === edge[side].node);
    if (side === null || !other) return [];
    return [{ type: 'edge', id: `edge:${edge.id}:${side}`, level: level + 1, parent: id, edge, side, other }];
  });
  return [{ type: 'step', id, level, parent, node }, ...edges.toSorted(byDirection)];
}

function byDirection(a: OutlineItem, b: OutlineItem): number {
  const rank = (item: OutlineItem) => (item.type === 'edge' && item.side === 'to' ? 1 : 0);
  return rank(a) - rank(b);
}

/** The lines in sight: those whose parents are open. Groups are open unless told, steps closed unless told. */
export function listVisible(items: readonly OutlineItem[], toggled: ReadonlySet<string>): OutlineItem[] {
  const open = new Set<string>();
  return items.filter((item) => {
    const isVisible = item.parent === null || open.has(item.parent);
    if (isVisible && isOpen(item, toggled)) open.add(item.id);
    return isVisible;
  });
}

export function isOpen({ type, id }: OutlineItem, toggled: ReadonlySet<string>): boolean {
  return (type === 'group') !== toggled.has(id);
}
