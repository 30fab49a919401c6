import { TelarError } from '#core/platform/telar-error.ts';
import type { Graph, GraphGroup } from './graph.ts';
import { findNode } from './graph-queries.ts';

/** The group that a node is drawn in, if any. */
export function findGroupOf(graph: Graph, nodeId: string): GraphGroup | undefined {
  return graph.groups?.find(({ nodes }) => nodes.includes(nodeId));
}

/** Throws `group_id_taken` or `node_missing`. */
export function addGroup(graph: Graph, group: GraphGroup): Graph {
  if (graph.groups?.some(({ id }) => id === group.id))
    throw new TelarError('group_id_taken', { params: { group: group.id } });
  const missing = group.nodes.find((id) => findNode(graph, id) === undefined);
  if (missing !== undefined) throw new TelarError('node_missing', { params: { node: missing } });
  const left = leaveGroups(graph, group.nodes);
  return { ...left, groups: [...(left.groups ?? []), { ...group, nodes: [...new Set(group.nodes)] }] };
}

/** The graph with nodes in no group; a group without nodes is gone. */
export function leaveGroups(graph: Graph, nodeIds: readonly string[]): Graph {
  if (!graph.groups?.some(({ nodes }) => nodes.some((id) => nodeIds.includes(id)))) return graph;
  const groups = graph.groups
    .map((group) => ({ ...group, nodes: group.nodes.filter((id) => !nodeIds.includes(id)) }))
    .filter(({ nodes }) => nodes.length > 0);
  return withGroups(graph, groups);
}

export function removeGroup(graph: Graph, groupId: string): Graph {
  requireGroup(graph, groupId);
  return withGroups(graph, graph.groups?.filter(({ id }) => id !== groupId) ?? []);
}

export function renameGroup(graph: Graph, groupId: string, name: string): Graph {
  if (requireGroup(graph, groupId).name === name) return graph;
  return { ...graph, groups: graph.groups?.map((group) => (group.id === groupId ? { ...group, name } : group)) };
}

/** Draws a group as one block, or its nodes in a frame again. */
export function collapseGroup(graph: Graph, groupId: string, collapsed: boolean): Graph {
  const { collapsed: before = false, ...open } = requireGroup(graph, groupId);
  if (before === collapsed) return graph;
  const after: GraphGroup = collapsed ? { ...open, collapsed } : open;
  return { ...graph, groups: graph.groups?.map((group) => (group.id === groupId ? after : group)) };
}

function withGroups({ groups: _, ...graph }: Graph, groups: GraphGroup[]): Graph {
  return groups.length === 0 ? graph : { ...graph, groups };
}

function requireGroup(graph: Graph, groupId: string): GraphGroup {
  const group = graph.groups?.find(({ id }) => id === groupId);
  if (group === undefined) throw new TelarError('group_missing', { params: { group: groupId } });
  return group;
}
