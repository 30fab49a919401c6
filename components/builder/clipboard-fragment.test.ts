import { describe, expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { findMissing, formatClip, listReplacements, parseClip, replaceReferences } from './clipboard-fragment.ts';
import { copyFragment, planPaste } from './graph-fragment.ts';
import { countPastedRows } from './pasted-rows.ts';

function build(...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, emptyGraph);
}

const graph = build(
  {
    type: 'add-node',
    node: { id: 'file', kind: 'file-source', name: 'Leads', settings: { fileId: 'file_1', fileName: 'leads.csv' } },
  },
  {
    type: 'add-node',
    node: { id: 'table', kind: 'postgres-source', name: 'Table', settings: { connectionId: 'conn_1', table: 'a' } },
  },
  {
    type: 'add-node',
    node: { id: 'other', kind: 'postgres-target', name: 'Other', settings: { connectionId: 'conn_1', table: 'b' } },
  },
  { type: 'connect', edge: { from: { node: 'table', port: 'rows' }, to: { node: 'other', port: 'rows' } } },
  { type: 'group-nodes', group: { id: 'g', name: 'Copy', nodes: ['table', 'other'] } },
);
const warehouse = { id: 'conn_1', name: 'Warehouse', connector: 'postgres' as const };
const elsewhere = {
  connections: [
    { id: 'conn_8', name: 'Archive', connector: 'postgres' as const },
    { id: 'conn_9', name: 'Warehouse', connector: 'postgres' as const },
    { id: 'conn_7', name: 'Warehouse', connector: 'http' as const },
  ],
  files: [],
};

function copy(nodeIds: string[]) {
  return parseClip(formatClip(copyFragment(graph, nodeIds), [warehouse]));
}

describe('the clipboard', () => {
  it('adds a copy under new ids and names, wired and grouped as the original, beside it', () => {
    const { nodeIds, commands } = planPaste(graph, copyFragment(graph, ['table', 'other']), null);
    const pasted = commands.reduce(applyCommand, graph);
    expect(pasted.nodes.map(({ name }) => name)).toEqual(['Leads', 'Table', 'Other', 'Table 2', 'Other 2']);
    expect(pasted.edges.map(({ from, to }) => [from.node, to.node])).toContainEqual(nodeIds);
    expect(pasted.groups?.map(({ nodes }) => nodes)).toEqual([['table', 'other'], nodeIds]);
    expect(new Set(pasted.nodes.map(({ position }) => `${position.x},${position.y}`)).size).toBe(5);
  });

  it('asks once for each thing that is not here, and offers what fits, that of the same name first', () => {
    const clip = copy(['file', 'table', 'other']);
    if (clip === null) throw new Error('nothing was copied');
    expect(findMissing(clip, { connections: [warehouse], files: [{ id: 'file_1', name: 'leads.csv' }] })).toEqual([]);
    const missing = findMissing(clip, elsewhere);
    expect(missing.map(({ name, setting }) => [name, setting])).toEqual([
      ['Warehouse', 'connectionId'],
      ['leads.csv', 'fileId'],
    ]);
    const [connection] = missing;
    const offered = connection === undefined ? [] : listReplacements(connection, elsewhere);
    expect(offered.map(({ id }) => id)).toEqual(['conn_9', 'conn_8']);
  });

  it('puts what was chosen into every step that used it, and empties what was left open', () => {
    const replaced = replaceReferences(
      graph,
      new Map([
        ['conn_1', { id: 'conn_9', name: 'Warehouse' }],
        ['file_1', null],
      ]),
    );
    expect(replaced.nodes.map(({ settings }) => settings.connectionId ?? settings.fileId)).toEqual([
      '',
      'conn_9',
      'conn_9',
    ]);
    expect(replaced.nodes[0]?.settings.fileName).toBe('');
    expect(replaced.nodes[1]?.settings.table).toBe('a');
  });

  it.each(['', 'hello', '{"telarSteps":1}', '{"telarSteps":1,"graph":{"nodes":[]},"connections":[],"files":[]}'])(
    'takes no notice of %j',
    (text) => expect(parseClip(text)).toBeNull(),
  );
});

describe('pasted rows', () => {
  it.each<[string, number | null]>([
    ['name\tage\nAna\t31\nLuis\t40', 2],
    ['a;b\n1;2\n', 1],
    ['[{"a":1},{"a":2}]', 2],
    ['{"a":1}', 1],
    ['[1,2]', null],
    ['just, a sentence', null],
    ['two\nlines', null],
    ['', null],
  ])('of %j are %j', (text, rows) => expect(countPastedRows(text)).toBe(rows));
});
