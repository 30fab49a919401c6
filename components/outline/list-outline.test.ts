import { describe, expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { listOutline, listVisible, orderForReading } from './list-outline.ts';

function build(...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, emptyGraph);
}

function add(
  id: string,
  kind: 'sample-source' | 'filter' | 'file-target' | 'note' | 'manual-trigger',
  y = 0,
): GraphCommand {
  return { type: 'add-node', node: { id, kind, name: id, position: { x: 0, y } } };
}

function link(from: string, to: string): GraphCommand {
  return { type: 'connect', edge: { from: { node: from, port: 'rows' }, to: { node: to, port: 'rows' } } };
}

const graph = build(
  add('note', 'note'),
  add('second', 'sample-source', 100),
  add('first', 'sample-source'),
  add('first_filter', 'filter'),
  add('second_filter', 'filter', 100),
  add('first_file', 'file-target'),
  add('start', 'manual-trigger'),
  link('first', 'first_filter'),
  link('second', 'second_filter'),
  link('first_filter', 'first_file'),
);

describe('the outline', () => {
  it('reads each branch to its end, from what starts it, notes last', () => {
    expect(orderForReading(graph).map(({ id }) => id)).toEqual([
      'start',
      'first',
      'first_filter',
      'first_file',
      'second',
      'second_filter',
      'note',
    ]);
  });

  it('holds steps in groups and connections in steps, and shows what is open', () => {
    const grouped = build(
      { type: 'replace-graph', graph },
      {
        type: 'group-nodes',
        group: { id: 'g', name: 'Clean', nodes: ['first_filter', 'second_filter'] },
      },
    );
    const items = listOutline(grouped);
    const ids = (toggled: string[]) => listVisible(items, new Set(toggled)).map(({ id, level }) => `${level} ${id}`);
    expect(ids([])).toEqual([
      '1 step:start',
      '1 step:first',
      '1 group:g',
      '2 step:first_filter',
      '2 step:second_filter',
      '1 step:first_file',
      '1 step:second',
      '1 step:note',
    ]);
    expect(ids(['group:g', 'step:second'])).toEqual([
      '1 step:start',
      '1 step:first',
      '1 group:g',
      '1 step:first_file',
      '1 step:second',
      '2 edge:edge_2:to',
      '1 step:note',
    ]);
    expect(ids(['step:first_filter'])).toContain('3 edge:edge_1:from');
    expect(ids(['step:first_filter'])).toContain('3 edge:edge_3:to');
  });

  it('lists every node of a graph with a circle in it', () => {
    const circle = {
      ...graph,
      edges: [...graph.edges, { id: 'back', from: graph.edges[2]?.to, to: graph.edges[0]?.from }],
    };
    expect(orderForReading(circle as Graph)).toHaveLength(graph.nodes.length);
  });
});
