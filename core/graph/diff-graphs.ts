import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { isSameValue } from './is-same-value.ts';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** One difference that a run would notice. `node` is as it is afterwards; as it was, where it is removed. */
export interface NodeChange {
  readonly change: ChangeKind;
  readonly node: GraphNode;
  /** As it was, where it is changed. */
  readonly before?: GraphNode;
  /** What is different about a changed node: `name`, `disabled`, or the names of settings. */
  readonly parts: readonly string[];
}

export interface EdgeChange {
  readonly change: 'added' | 'removed';
  readonly edge: GraphEdge;
}

export interface GraphDiff {
  readonly nodes: readonly NodeChange[];
  readonly edges: readonly EdgeChange[];
}

/** What is different between two graphs. Notes, groups and places on the canvas mean nothing to a run and do not count. */
export function diffGraphs(before: Graph, after: Graph): GraphDiff {
  const old = new Map(listSteps(before).map((node) => [node.id, node]));
  const kept = new Set(listSteps(after).map(({ id }) => id));
  const nodes = listSteps(after).flatMap((node): NodeChange[] => {
    const was = old.get(node.id);
    if (was === undefined) return [{ change: 'added', node, parts: [] }];
    const parts = listDifferences(was, node);
    return parts.length === 0 ? [] : [{ change: 'changed', node, before: was, parts }];
  });
  const removed = [...old.values()].filter(({ id }) => !kept.has(id));
  return {
    nodes: [...nodes, ...removed.map((node): NodeChange => ({ change: 'removed', node, parts: [] }))],
    edges: [
      ...findNewEdges(before, after).map((edge): EdgeChange => ({ change: 'added', edge })),
      ...findNewEdges(after, before).map((edge): EdgeChange => ({ change: 'removed', edge })),
    ],
  };
}

function listSteps({ nodes }: Graph): GraphNode[] {
  return nodes.filter(({ kind }) => kind !== 'note');
}

function listDifferences(before: GraphNode, after: GraphNode): string[] {
  const settings = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  return [
    ...(before.kind === after.kind ? [] : ['kind']),
    ...(before.name === after.name ? [] : ['name']),
    ...(before.disabled === after.disabled ? [] : ['disabled']),
    ...[...settings].filter((key) => !isSameValue(before.settings[key], after.settings[key])),
  ];
}

function findNewEdges(before: Graph, after: Graph): GraphEdge[] {
  const known = new Set(before.edges.map(describeEnds));
  return after.edges.filter((edge) => !known.has(describeEnds(edge)));
}

/** The two ports that an edge joins, as text to compare. */
export function describeEnds({ from, to }: Pick<GraphEdge, 'from' | 'to'>): string {
  return `${from.node}.${from.port}>${to.node}.${to.port}`;
}
