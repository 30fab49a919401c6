import { expect, it } from 'vitest';
import { emptyGraph, type Graph } from './graph.ts';
import { hashUpstream } from './hash-upstream.ts';

const at = { x: 0, y: 0 };
const node = (id: string, settings: Record<string, unknown>) =>
  ({ id, kind: 'filter', name: id, position: at, settings, disabled: false }) as unknown as Graph['nodes'][number];
const edge = (from: string, to: string) => ({
  id: `${from}${to}`,
  from: { node: from, port: 'rows' },
  to: { node: to, port: 'rows' },
});
const graph: Graph = {
  ...emptyGraph,
  nodes: [node('a', { x: 1, y: { b: 2, c: 3 } }), node('b', {}), node('c', {})],
  edges: [edge('a', 'b'), edge('b', 'c')],
};
const withNode = (changed: Graph['nodes'][number]): Graph => ({
  ...graph,
  nodes: graph.nodes.map((each) => (each.id === changed.id ? changed : each)),
});

it('changes with the settings of the node and of what it reads from', () => {
  const before = hashUpstream(graph, 'b');
  expect(hashUpstream(withNode(node('a', { x: 2, y: { b: 2, c: 3 } })), 'b')).not.toBe(before);
  expect(hashUpstream(withNode({ ...node('b', {}), disabled: true }), 'b')).not.toBe(before);
  expect(hashUpstream({ ...graph, edges: [edge('b', 'c')] }, 'b')).not.toBe(before);
});

it('stays with names, places, the order of keys and what comes after', () => {
  const before = hashUpstream(graph, 'b');
  expect(hashUpstream(withNode(node('a', { y: { c: 3, b: 2 }, x: 1 })), 'b')).toBe(before);
  expect(hashUpstream(withNode({ ...node('b', {}), name: 'Other', position: { x: 9, y: 9 } }), 'b')).toBe(before);
  expect(hashUpstream(withNode(node('c', { z: 1 })), 'b')).toBe(before);
});
