import { Graph as DagreGraph, layout } from '@dagrejs/dagre';

export interface LayoutNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly group: string | null;
}

export interface LayoutRequest {
  readonly nodes: readonly LayoutNode[];
  /** Pairs of ids; they lead from left to right. */
  readonly edges: readonly (readonly [string, string])[];
  readonly columnGap: number;
  readonly rowGap: number;
}

export type LayoutAnswer = readonly { readonly id: string; readonly x: number; readonly y: number }[];

/**
 * Places for nodes in columns along their edges, groups together. The upper left corner of all of them stays
 * where it is; of two nodes of equal rank the higher one stays the higher one, as far as edges allow.
 */
export function layOut({ nodes, edges, columnGap, rowGap }: LayoutRequest): LayoutAnswer {
  if (nodes.length === 0) return [];
  const groups = new Set(nodes.flatMap(({ group }) => group ?? []));
  const graph = new DagreGraph({ compound: groups.size > 0 });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: columnGap,
    nodesep: rowGap,
    edgesep: rowGap / 2,
    ranker: 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const group of groups) graph.setNode(group, {});
  for (const { id, width, height, group } of nodes.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    graph.setNode(id, { width, height });
    if (group !== null) graph.setParent(id, group);
  }
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  const placed = nodes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id) as { x: number; y: number };
    return { id, x: x - width / 2, y: y - height / 2, column: x };
  });
  const sign = isUpsideDown(nodes, placed) ? -1 : 1;
  const upright = placed.map((place, index) => ({
    ...place,
    y: sign === 1 ? place.y : -place.y - (nodes[index]?.height ?? 0),
  }));
  const corner = (items: readonly { x: number; y: number }[]) => ({
    x: Math.min(...items.map(({ x }) => x)),
    y: Math.min(...items.map(({ y }) => y)),
  });
  const [was, is] = [corner(nodes), corner(upright)];
  return upright.map(({ id, x, y }) => ({ id, x: x - is.x + was.x, y: y - is.y + was.y }));
}

/** The library may turn a picture over: whether most pairs of a column stand the other way round than before. */
function isUpsideDown(before: readonly LayoutNode[], placed: readonly { y: number; column: number }[]): boolean {
  let turned = 0;
  placed.forEach((one, i) => {
    placed.slice(0, i).forEach((other, j) => {
      if (other.column !== one.column) return;
      turned += Math.sign(((before[i]?.y ?? 0) - (before[j]?.y ?? 0)) * (other.y - one.y));
    });
  });
  return turned > 0;
}
