import { describe, expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { layOut } from './lay-out.ts';
import { planTidy } from './plan-tidy.ts';

function build(...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, emptyGraph);
}

function add(
  id: string,
  kind: 'manual-trigger' | 'sample-source' | 'filter' | 'file-target' | 'note',
  x = 40,
  y = 16,
): GraphCommand {
  return { type: 'add-node', node: { id, kind, name: id, position: { x, y } } };
}

function link(from: string, to: string): GraphCommand {
  return { type: 'connect', edge: { from: { node: from, port: 'rows' }, to: { node: to, port: 'rows' } } };
}

/** All at one place, in two branches. */
const heap = build(
  add('start', 'manual-trigger'),
  add('source', 'sample-source'),
  add('up', 'filter', 40, 16),
  add('down', 'filter', 40, 24),
  add('up_file', 'file-target'),
  add('down_file', 'file-target'),
  add('note', 'note', 500, 500),
  link('source', 'up'),
  link('source', 'down'),
  link('up', 'up_file'),
  link('down', 'down_file'),
);

function tidy(graph: Graph, chosen: string[] = []) {
  return new Map(layOut(planTidy(graph, chosen)).map((place) => [place.id, place]));
}

describe('tidying', () => {
  it('puts each step right of what it reads, apart from all others, and keeps the corner', () => {
    const places = tidy(heap);
    const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
    expect(places.has('note')).toBe(false);
    for (const [left, right] of [
      ['start', 'source'],
      ['source', 'up'],
      ['up', 'up_file'],
      ['down', 'down_file'],
    ] as const)
      expect(at(right).x).toBeGreaterThanOrEqual(at(left).x + 240);
    expect(at('down').y).toBeGreaterThanOrEqual(at('up').y + 72);
    expect(Math.min(...[...places.values()].map(({ x }) => x))).toBe(40);
    expect(Math.min(...[...places.values()].map(({ y }) => y))).toBe(16);
  });

  it('moves nothing but what is chosen, and keeps groups together', () => {
    expect([...tidy(heap, ['up', 'up_file']).keys()]).toEqual(['up', 'up_file']);
    const grouped = applyCommand(heap, {
      type: 'group-nodes',
      group: { id: 'g', name: 'G', nodes: ['up', 'up_file'] },
    });
    expect(tidy(grouped).size).toBe(6);
  });
});
