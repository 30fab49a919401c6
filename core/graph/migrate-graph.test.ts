import { expect, it } from 'vitest';
import { emptyGraph } from './graph.ts';
import { migrateGraph } from './migrate-graph.ts';

it('reads a stored graph and fills in what older files lack', () => {
  const node = { id: 'a', kind: 'sort', name: 'A', position: { x: 0, y: 0 }, settings: {} };
  expect(migrateGraph({ ...emptyGraph, nodes: [node] }).nodes).toEqual([{ ...node, disabled: false }]);
});

it.each([
  [null, 'graph_unreadable', { path: 'none' }],
  [{ nodes: [], edges: [] }, 'graph_unreadable', { path: 'schemaVersion' }],
  [{ ...emptyGraph, schemaVersion: 99 }, 'graph_too_new', { version: 99, known: 1 }],
  [{ ...emptyGraph, nodes: [{ id: 'a', kind: 'teleport' }] }, 'graph_unreadable', { path: 'nodes.0.kind' }],
])('says where %j cannot be read', (json, code, params) => {
  expect(() => migrateGraph(json)).toThrow(expect.objectContaining({ code, params }));
});
