import { describe, expect, it } from 'vitest';
import { type Graph, type GraphNode, graphSchemaVersion } from '#core/graph/graph.ts';
import { deriveFlowEdges, deriveFlowNodes } from './derive-flow.ts';
import { findShownId, foldGraph, listNodesOf, openGroups, placeBlock, unfoldMoves } from './fold-groups.ts';
import { findNeighbour } from './walk-neighbours.ts';

const node = (id: string, x: number): GraphNode => ({
  ...{ id, kind: 'sort', name: id.toUpperCase(), position: { x, y: 0 }, settings: {}, disabled: false },
});
const edge = (from: string, to: string) => ({
  id: `${from}_${to}`,
  from: { node: from, port: 'rows' },
  to: { node: to, port: 'rows' },
});
const group = { id: 'g', name: 'Cleaning', nodes: ['b', 'c'], collapsed: true as const };
const graph: Graph = {
  schemaVersion: graphSchemaVersion,
  nodes: [node('a', 0), node('b', 320), node('c', 640), node('d', 960)],
  edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')],
  groups: [group],
};

describe('a collapsed group', () => {
  it('is one block on the canvas; edges that cross it lead to the block, those inside are out of sight', () => {
    const nodes = deriveFlowNodes(graph, ['b', 'c'], []);
    expect(nodes.map(({ id, type, selected }) => [id, type, selected])).toEqual([
      ['g', 'block', true],
      ['a', 'step', false],
      ['d', 'step', false],
    ]);
    const edges = deriveFlowEdges(graph, [], [], (from, to) => `${from}>${to}`);
    expect(
      edges.map(({ source, sourceHandle, target, targetHandle, ariaLabel }) => [
        ...[source, sourceHandle, target, targetHandle, ariaLabel],
      ]),
    ).toEqual([
      ['a', 'rows', 'g', 'in', 'A>Cleaning'],
      ['g', 'out', 'd', 'rows', 'Cleaning>D'],
    ]);
  });

  it('opens to what it was, and passes on what did not change', () => {
    const before = deriveFlowNodes(graph, [], []);
    expect(deriveFlowNodes({ ...graph }, [], before)).toEqual(before);
    expect(deriveFlowNodes({ ...graph }, [], before)[0]).toBe(before[0]);
    const open = deriveFlowNodes(openGroups(graph), [], before);
    expect(open.map(({ id, type }) => [id, type])).toEqual([
      ['g', 'group'],
      ...['a', 'b', 'c', 'd'].map((id) => [id, 'step']),
    ]);
    expect(open[0]?.style).toEqual({ pointerEvents: 'none' });
    expect(deriveFlowNodes(graph, [], open)[0]).toMatchObject({ type: 'block', width: 240 });
    expect(deriveFlowNodes(graph, [], open)[0]?.style).toBeUndefined();
  });

  it('is walked to and moved as one', () => {
    expect([findShownId(graph, 'b'), findShownId(graph, 'a'), listNodesOf(graph, 'g')]).toEqual(['g', 'a', ['c', 'b']]);
    const drawn = foldGraph(graph);
    expect(findNeighbour(drawn, 'a', 'right')).toBe('g');
    expect(findNeighbour(drawn, 'g', 'right')).toBe('d');
    const { x, y } = placeBlock(graph.nodes, group);
    expect(unfoldMoves(graph, [{ id: 'g', position: { x: x + 80, y: y - 40 } }])).toEqual([
      { id: 'b', position: { x: 400, y: -40 } },
      { id: 'c', position: { x: 720, y: -40 } },
    ]);
  });
});
