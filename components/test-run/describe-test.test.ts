import { expect, it } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { describeTest, findPicked } from './describe-test.ts';
import { findNextTarget } from './run-test.ts';

const node = (id: string, kind: Graph['nodes'][number]['kind']): Graph['nodes'][number] => ({
  ...{ id, kind, name: id, position: { x: 0, y: 0 }, disabled: false },
  settings: getNodeDefinition(kind).defaults as Graph['nodes'][number]['settings'],
});
const edge = (from: string, to: string) => ({
  id: `${from}${to}`,
  from: { node: from, port: 'rows' },
  to: { node: to, port: 'rows' },
});
const graph: Graph = {
  ...emptyGraph,
  nodes: [
    node('source', 'sample-source'),
    node('sort', 'sort'),
    node('other', 'sample-source'),
    node('api', 'http-target'),
  ],
  edges: [edge('source', 'sort'), edge('sort', 'api')],
};
const pick = (nodeId: string) => ({
  ...{ nodeId, port: 'rows', places: [0], upstreamHash: '' },
  held: { nodeId, port: 'rows', fields: [], rows: [[]] },
});
const pin = (nodeId: string, pinnedAt: string) => ({
  ...{ nodeId, port: 'rows', rowCount: 1, upstreamHash: '', pinnedAt, pinnedBy: null },
});

it('takes picked rows along from steps before, not from the step itself or elsewhere', () => {
  expect(findPicked(graph, pick('source'), 'api')?.nodeId).toBe('source');
  for (const nodeId of ['api', 'other']) expect(findPicked(graph, pick(nodeId), 'api')).toBeNull();
});

it('changes with pins and picked rows before the step, and with no others', () => {
  const of = (more: object) => describeTest({ graph, pins: [], picked: null, ...more }, 'sort');
  const before = of({});
  expect(of({ picked: pick('source') })).not.toBe(before);
  expect(of({ pins: [pin('source', 'a')] })).not.toBe(of({ pins: [pin('source', 'b')] }));
  expect(of({ picked: pick('sort'), pins: [pin('other', 'a'), pin('api', 'a')] })).toBe(before);
});

it('finds the target that rows come to', () => {
  expect(findNextTarget(graph, 'source')).toBe('api');
  expect(findNextTarget(graph, 'other')).toBeNull();
});
