import { expect, it } from 'vitest';
import { emptyGraph, graphSchemaVersion } from './graph.ts';
import { migrateGraph } from './migrate-graph.ts';

it('reads a stored graph and fills in what older files lack', () => {
  const node = { id: 'a', kind: 'sort', name: 'A', position: { x: 0, y: 0 }, settings: {} };
  expect(migrateGraph({ ...emptyGraph, nodes: [node] }).nodes).toEqual([{ ...node, disabled: false }]);
});

it('gives every key of an older join the way in which all were compared', () => {
  const join = (settings: object) => ({ id: 'j', kind: 'join', name: 'J', position: { x: 0, y: 0 }, settings });
  const read = (settings: object) =>
    migrateGraph({ schemaVersion: 1, nodes: [join(settings)], edges: [] }).nodes[0]?.settings;
  const key = { left: 'a', right: 'b' };
  const rest = { type: 'left', suffix: ' (2)' };
  expect(read({ ...rest, keys: [key], ignoreCase: false })).toEqual({ ...rest, keys: [{ ...key, compare: 'exact' }] });
  expect(read({ ...rest, keys: [key], ignoreCase: true })).toEqual({ ...rest, keys: [{ ...key, compare: 'text' }] });
  expect(() => migrateGraph({ schemaVersion: 1, nodes: 'none', edges: [] })).toThrow(
    expect.objectContaining({ code: 'graph_unreadable' }),
  );
});

it.each([
  [null, 'graph_unreadable', { path: 'none' }],
  [{ nodes: [], edges: [] }, 'graph_unreadable', { path: 'schemaVersion' }],
  [{ ...emptyGraph, schemaVersion: 99 }, 'graph_too_new', { version: 99, known: graphSchemaVersion }],
  [{ ...emptyGraph, nodes: [{ id: 'a', kind: 'teleport' }] }, 'graph_unreadable', { path: 'nodes.0.kind' }],
])('says where %j cannot be read', (json, code, params) => {
  expect(() => migrateGraph(json)).toThrow(expect.objectContaining({ code, params }));
});
