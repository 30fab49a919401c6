import { describe, expect, it } from 'vitest';
import { emptyGraph, type Graph, type GraphNode, type NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { listSides } from './list-sides.ts';

const node = (id: string, kind: NodeKind, settings: object = {}): GraphNode => ({
  ...{ id, kind, name: id.toUpperCase(), position: { x: 0, y: 0 }, disabled: false },
  settings: { ...getNodeDefinition(kind).defaults, ...settings },
});
const edge = (from: string, to: string, port = 'rows') => ({
  id: `${from}-${to}`,
  from: { node: from, port },
  to: { node: to, port: 'rows' },
});
const graph: Graph = {
  ...emptyGraph,
  nodes: [node('source', 'sample-source'), node('keep', 'filter'), node('table', 'postgres-target')],
  edges: [edge('source', 'keep'), edge('keep', 'table')],
};

describe('the rows beside a step', () => {
  it('are what came out, then what came in from whom', () => {
    expect(listSides(graph, 'keep')).toEqual([
      { id: 'out', way: 'out', nodeId: 'keep', port: null, from: null },
      { id: 'in-source', way: 'in', nodeId: 'source', port: null, from: 'SOURCE' },
    ]);
    expect(listSides(graph, 'source').map(({ id }) => id)).toEqual(['out']);
  });

  it('are of a target those on their way into it', () => {
    expect(listSides(graph, 'table').map(({ id, way }) => [id, way])).toEqual([
      ['out', 'written'],
      ['in-keep', 'in'],
    ]);
  });

  it('are none of a step that is not there', () => expect(listSides(graph, 'gone')).toEqual([]));
});
