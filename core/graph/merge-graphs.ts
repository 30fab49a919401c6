import { describeEnds } from './diff-graphs.ts';
import type { Graph, GraphEdge, GraphGroup, GraphNode } from './graph.ts';
import { cyclicNodes } from './graph-queries.ts';
import { isSameValue } from './is-same-value.ts';
import type { Problem } from './problem.ts';
import { validateEdges } from './validate-edges.ts';

export type MergeResult =
  | { readonly ok: true; readonly graph: Graph }
  /** Nodes about which the two disagree. */
  | { readonly ok: false; readonly nodeIds: readonly string[] };

/**
 * Both edits of one graph together, where they do not contradict each other: a node's name, its place, whether it is
 * off and its settings are one thing each, and each may be changed by one of the two. Where both moved a node, `mine` holds.
 */
export function mergeGraphs(base: Graph, mine: Graph, theirs: Graph): MergeResult {
  const disputed = new Set<string>();
  const nodes = mergeNodes(base.nodes, mine.nodes, theirs.nodes, disputed);
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = mergeEdges(base.edges, mine.edges, theirs.edges).filter((edge) => {
    if (ids.has(edge.from.node) && ids.has(edge.to.node)) return true;
    // One took the node away while the other drew a line to it.
    if (!base.edges.some((old) => describeEnds(old) === describeEnds(edge))) disputed.add(edge.to.node);
    return false;
  });
  const groups = mergeGroups(base, mine, theirs, ids);
  const graph: Graph = { schemaVersion: mine.schemaVersion, nodes, edges, ...(groups.length > 0 && { groups }) };
  const describeProblem = ({ code, nodeId }: Problem) => `${code} ${nodeId}`;
  const known = new Set([...validateEdges(mine), ...validateEdges(theirs)].map(describeProblem));
  for (const problem of validateEdges(graph))
    if (!known.has(describeProblem(problem))) disputed.add(problem.nodeId ?? '');
  for (const { id } of cyclicNodes(graph)) disputed.add(id);
  return disputed.size === 0 ? { ok: true, graph } : { ok: false, nodeIds: [...disputed] };
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function mergeNodes(
  base: readonly GraphNode[],
  mine: readonly GraphNode[],
  theirs: readonly GraphNode[],
  disputed: Set<string>,
): GraphNode[] {
  const [bases, theirNodes, myNodes] = [byId(base), byId(theirs), byId(mine)];
  const kept = mine.flatMap((node): GraphNode[] => {
    const was = bases.get(node.id);
    const other = theirNodes.get(node.id);
    if (other !== undefined) return [mergeNode(was, node, other, disputed)];
    if (was === undefined) return [node];
    if (!isSameMeaning(was, node)) disputed.add(node.id);
    return [];
  });
  const added = theirs.filter((node) => {
    if (myNodes.has(node.id)) return false;
    const was = bases.get(node.id);
    if (was !== undefined && !isSameMeaning(was, node)) disputed.add(node.id);
    return was === undefined;
  });
  return [...kept, ...added];
}

function isSameMeaning(left: GraphNode, right: GraphNode): boolean {
  const { position: _, ...mine } = left;
  const { position: __, ...other } = right;
  return isSameValue(mine, other);
}

function mergeNode(base: GraphNode | undefined, mine: GraphNode, theirs: GraphNode, disputed: Set<string>): GraphNode {
  if (isSameValue(mine, theirs)) return mine;
  const choose = <Part extends keyof GraphNode>(part: Part): GraphNode[Part] => {
    if (isSameValue(mine[part], theirs[part]) || isSameValue(theirs[part], base?.[part])) return mine[part];
    if (isSameValue(mine[part], base?.[part])) return theirs[part];
    if (part !== 'position') disputed.add(mine.id);
    return mine[part];
  };
  return {
    id: mine.id,
    kind: choose('kind'),
    name: choose('name'),
    position: choose('position'),
    settings: choose('settings'),
    disabled: choose('disabled'),
  };
}

/** What neither took away, and what either added; ids that both gave to different edges are told apart. */
function mergeEdges(base: readonly GraphEdge[], mine: readonly GraphEdge[], theirs: readonly GraphEdge[]): GraphEdge[] {
  const [old, ours, others] = [base, mine, theirs].map((edges) => new Set(edges.map(describeEnds)));
  const kept = mine.filter((edge) => others?.has(describeEnds(edge)) || !old?.has(describeEnds(edge)));
  const taken = new Set(kept.map(({ id }) => id));
  const added = theirs.filter((edge) => !ours?.has(describeEnds(edge)) && !old?.has(describeEnds(edge)));
  return [...kept, ...added.map((edge) => ({ ...edge, id: nameFreely(edge.id, taken) }))];
}

function nameFreely(id: string, taken: Set<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}_${number}`;
  taken.add(free);
  return free;
}

/** Frames mean nothing to a run, so that nobody is asked: mine, and what they added. */
function mergeGroups(base: Graph, mine: Graph, theirs: Graph, ids: ReadonlySet<string>): GraphGroup[] {
  const [old, ours, others] = [base, mine, theirs].map(({ groups }) => byId(groups ?? []));
  const kept = [...(ours?.values() ?? [])].flatMap((group): GraphGroup[] => {
    const was = old?.get(group.id);
    if (was === undefined || !isSameValue(was, group)) return [group];
    const other = others?.get(group.id);
    return other === undefined ? [] : [other];
  });
  const added = [...(others?.values() ?? [])].filter(({ id }) => !ours?.has(id) && !old?.has(id));
  const seen = new Set<string>();
  return [...kept, ...added]
    .map((group) => {
      const nodes = group.nodes.filter((id) => ids.has(id) && !seen.has(id));
      for (const id of nodes) seen.add(id);
      return { ...group, nodes };
    })
    .filter(({ nodes }) => nodes.length > 0);
}
