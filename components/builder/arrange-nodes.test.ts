import { describe, expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { alignNodes, distributeNodes } from './arrange-nodes.ts';

function build(...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, emptyGraph);
}

function add(id: string, kind: 'filter' | 'note', x: number, y: number): GraphCommand {
  return { type: 'add-node', node: { id, kind, name: id, position: { x, y } } };
}

const graph = build(add('a', 'filter', 0, 0), add('note', 'note', 400, 400), add('b', 'filter', 80, 800));
const all = ['a', 'note', 'b'];

function places(commands: GraphCommand[], axis: 'x' | 'y'): number[] {
  return commands.reduce(applyCommand, graph).nodes.map(({ position }) => position[axis]);
}

describe('arranging', () => {
  it('aligns by an edge or the middle, whatever the sizes', () => {
    expect(places(alignNodes(graph, all, 'left'), 'x')).toEqual([0, 0, 0]);
    expect(places(alignNodes(graph, all, 'right'), 'x')).toEqual([400, 400, 400]);
    expect(places(alignNodes(graph, all, 'bottom'), 'y')).toEqual([800, 744, 800]);
    expect(places(alignNodes(graph, all, 'middle'), 'y')).toEqual([400, 376, 400]);
    expect(alignNodes(graph, ['a'], 'left')).toEqual([]);
  });

  it('distributes the space between, not the places', () => {
    // 872 high in all, 272 of it taken: 300 between each two.
    expect(places(distributeNodes(graph, all, 'y'), 'y')).toEqual([0, 376, 800]);
    expect(distributeNodes(graph, ['a', 'b'], 'y')).toEqual([]);
  });
});
