import { describe, expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from './commands.ts';
import { diffGraphs } from './diff-graphs.ts';
import { emptyGraph, type Graph } from './graph.ts';
import { mergeGraphs } from './merge-graphs.ts';

function edit(graph: Graph, ...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, graph);
}

function link(from: string, to: string): GraphCommand {
  return { type: 'connect', edge: { from: { node: from, port: 'rows' }, to: { node: to, port: 'rows' } } };
}

const base = edit(
  emptyGraph,
  { type: 'add-node', node: { id: 'source', kind: 'sample-source', name: 'Contacts' } },
  { type: 'add-node', node: { id: 'filter', kind: 'filter', name: 'Filter' } },
  { type: 'add-node', node: { id: 'sort', kind: 'sort', name: 'Sort' } },
  { type: 'add-node', node: { id: 'target', kind: 'file-target', name: 'File' } },
  link('source', 'filter'),
  link('filter', 'sort'),
  link('sort', 'target'),
);

const setMatch: GraphCommand = { type: 'update-settings', nodeId: 'filter', settings: { match: 'any' } };
const setLimit: GraphCommand = { type: 'update-settings', nodeId: 'sort', settings: { limit: 9 } };
const rename: GraphCommand = { type: 'rename-node', nodeId: 'filter', name: 'Only Spain' };
const drop: GraphCommand = { type: 'remove-node', nodeId: 'filter', heal: true };

describe('mergeGraphs', () => {
  it.each<[string, GraphCommand[], GraphCommand[]]>([
    ['settings of different nodes', [setMatch], [setLimit]],
    ['name and settings of one node', [rename], [setMatch]],
    ['a node taken away and another changed', [drop], [setLimit]],
    ['nodes added on both sides', [addNote('a')], [addNote('b')]],
    [
      'a place and a setting of one node',
      [{ type: 'move-node', nodeId: 'filter', position: { x: 8, y: 8 } }],
      [setMatch],
    ],
    [
      'a group and a setting',
      [{ type: 'group-nodes', group: { id: 'g', name: 'Clean', nodes: ['filter', 'sort'] } }],
      [rename],
    ],
  ])('takes both: %s', (_, mine, theirs) => {
    const merged = mergeGraphs(base, edit(base, ...mine), edit(base, ...theirs));
    const expected = edit(base, ...theirs, ...mine);
    expect(merged).toMatchObject({ ok: true });
    if (!merged.ok) return;
    expect(diffGraphs(merged.graph, expected)).toEqual({ nodes: [], edges: [] });
    expect(merged.graph.groups).toEqual(expected.groups);
  });

  it.each<[string, GraphCommand[], GraphCommand[], string]>([
    ['two settings of one node', [setMatch], [{ ...setMatch, settings: { caseSensitive: true } }], 'filter'],
    ['two names', [rename], [{ ...rename, name: 'Only France' }], 'filter'],
    ['changed here and taken away there', [setMatch], [drop], 'filter'],
    ['taken away here and changed there', [drop], [setMatch], 'filter'],
    [
      'a line to what is gone',
      [addNote('x'), { type: 'disconnect', edgeId: 'edge_3' }, link('filter', 'target')],
      [drop],
      'target',
    ],
    ['two lines into one input', [link('source', 'target')], [link('filter', 'target')], 'target'],
  ])('says where both sides disagree: %s', (_, mine, theirs, nodeId) => {
    const merged = mergeGraphs(base, edit(base, ...mine), edit(base, ...theirs));
    expect(merged).toEqual({ ok: false, nodeIds: expect.arrayContaining([nodeId]) });
  });

  it('changes nothing when one side did nothing', () => {
    const changed = edit(base, setMatch, rename);
    expect(mergeGraphs(base, base, changed)).toEqual({ ok: true, graph: changed });
    expect(mergeGraphs(base, changed, base)).toEqual({ ok: true, graph: changed });
  });
});

function addNote(id: string): GraphCommand {
  return { type: 'add-node', node: { id, kind: 'note', name: id } };
}

describe('diffGraphs', () => {
  it('names added, changed and removed nodes and edges, and passes over places, notes and groups', () => {
    const after = edit(
      base,
      setMatch,
      rename,
      { type: 'remove-node', nodeId: 'sort', heal: true },
      { type: 'add-node', node: { id: 'second', kind: 'sample-source', name: 'Orders' } },
      addNote('note'),
      { type: 'move-node', nodeId: 'target', position: { x: 8, y: 8 } },
      { type: 'group-nodes', group: { id: 'g', name: 'Group', nodes: ['filter'] } },
    );
    const { nodes, edges } = diffGraphs(base, after);
    expect(nodes.map(({ change, node, parts }) => [change, node.id, parts])).toEqual([
      ['changed', 'filter', ['name', 'match']],
      ['added', 'second', []],
      ['removed', 'sort', []],
    ]);
    expect(edges.map(({ change, edge }) => [change, edge.from.node, edge.to.node])).toEqual([
      ['added', 'filter', 'target'],
      ['removed', 'filter', 'sort'],
      ['removed', 'sort', 'target'],
    ]);
  });
});

describe('groups', () => {
  const grouped = edit(base, { type: 'group-nodes', group: { id: 'g', name: 'Clean', nodes: ['filter', 'sort'] } });

  it('hold a node once, lose what is taken away, and end with their last node', () => {
    const regrouped = edit(grouped, { type: 'group-nodes', group: { id: 'h', name: 'Other', nodes: ['sort'] } });
    expect(regrouped.groups?.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['g', ['filter']],
      ['h', ['sort']],
    ]);
    expect(edit(regrouped, drop).groups?.map(({ id }) => id)).toEqual(['h']);
    expect(edit(grouped, { type: 'ungroup', groupId: 'g' })).toEqual(base);
  });

  it('refuse nodes that are not there', () => {
    expect(() => edit(base, { type: 'group-nodes', group: { id: 'g', name: 'A', nodes: ['nobody'] } })).toThrow();
    expect(() => edit(base, { type: 'ungroup', groupId: 'g' })).toThrow();
  });
});
