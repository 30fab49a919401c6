import { expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph, type NodeKind } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { addFix } from './keep-rule.ts';

const add = (id: string, kind: NodeKind, settings: Record<string, unknown> = {}): GraphCommand => ({
  type: 'add-node',
  node: { id, kind, name: id, settings },
});
const wire = (from: string, to: string, out = 'rows'): GraphCommand => ({
  type: 'connect',
  edge: { from: { node: from, port: out }, to: { node: to, port: 'rows' } },
});
const graph: Graph = [
  add('people', 'sample-source', { dataset: 'contacts', rows: 10 }),
  add('check', 'validate'),
  add('file', 'file-target'),
  wire('people', 'check'),
  wire('check', 'file', 'valid'),
].reduce(applyCommand, emptyGraph);
const fix = { column: 'country', from: 'España', to: 'ES' };

it('puts a step before the one that rejected, and later fixes of the column into it', () => {
  const first = addFix(graph, 'check', fix, 'Fix country');
  expect(first).toMatchObject({ nodeId: 'fix_1', isNew: true });
  const ways = first.graph.edges.map(({ from, to }) => `${from.node} ${to.node}`);
  expect(ways.sort()).toEqual(['check file', 'fix_1 check', 'people fix_1']);
  const second = addFix(first.graph, 'check', { ...fix, from: 'Spain' }, 'Fix country');
  expect(second).toMatchObject({ nodeId: 'fix_1', isNew: false });
  const changed = addFix(second.graph, 'check', { ...fix, to: 'Spain' }, 'Fix country');
  expect(findNode(changed.graph, 'fix_1')?.settings.pairs).toEqual([
    { find: 'España', replace: 'Spain' },
    { find: 'Spain', replace: 'ES' },
  ]);
  expect(addFix(first.graph, 'check', { ...fix, column: 'email' }, 'Fix email')).toMatchObject({ nodeId: 'fix_2' });
});

it.each([
  ['people', fix, 'rule_at_source'],
  ['gone', fix, 'rule_step_missing'],
  ['check', { ...fix, column: 'gone' }, 'rule_column_missing'],
  ['check', { ...fix, column: 'lead_score' }, 'rule_not_text'],
])('refuses at %s with %j: %s', (nodeId, wanted, code) =>
  expect(() => addFix(graph, nodeId, wanted, 'Fix')).toThrow(expect.objectContaining({ code })),
);
