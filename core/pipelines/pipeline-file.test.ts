import { describe, expect, it } from 'vitest';
import { emptyGraph, type Graph, graphSchemaVersion } from '#core/graph/graph.ts';
import { formatPipelineFile, parsePipelineFile } from './pipeline-file.ts';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    {
      id: 'rows',
      kind: 'sample-source',
      name: 'Añadidos',
      position: { x: 1, y: 2.5 },
      settings: { rows: 10, dataset: 'contacts', list: [{ b: 1, a: null }] },
      disabled: false,
    },
  ],
};
const connections = [
  { id: 'conn_2', connector: 'postgres', name: 'Warehouse' },
  { id: 'conn_1', connector: 'http', name: 'Shop' },
];
const file = { name: 'Contacts', graph, connections };

describe('formatPipelineFile', () => {
  it('is read back as what was written', () => {
    const parsed = parsePipelineFile(formatPipelineFile(file), 'other');
    expect(parsed).toEqual({ ...file, connections: [connections[1], connections[0]] });
  });

  it('gives the same text in whatever order the database keeps keys and connections', () => {
    const node = graph.nodes[0] as Graph['nodes'][number];
    const settings = { list: [{ a: null, b: 1 }], dataset: 'contacts', rows: 10 };
    const position = { y: 2.5, x: 1 };
    const stored: Graph = { edges: [], nodes: [{ ...node, settings, position }], schemaVersion: graphSchemaVersion };
    const text = formatPipelineFile({ connections: connections.toReversed(), graph: stored, name: 'Contacts' });
    expect(text).toBe(formatPipelineFile(file));
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('writes of a connection nothing but how it is recognised', () => {
    const stored = connections.map((connection) => ({ ...connection, secret: 'hunter2', config: { host: 'db' } }));
    expect(formatPipelineFile({ ...file, connections: stored })).toBe(formatPipelineFile(file));
  });
});

describe('parsePipelineFile', () => {
  it('takes a bare graph under the name of its file', () => {
    expect(parsePipelineFile(`\ufeff${JSON.stringify(graph)}`, 'contacts')).toEqual({
      name: 'contacts',
      graph,
      connections: [],
    });
  });

  const base = { telar: 1, name: 'A', graph: emptyGraph, connections: [] };
  it.each([
    ['{', 'pipeline_file_not_json', {}],
    [JSON.stringify({ ...base, telar: 2 }), 'pipeline_file_too_new', {}],
    [JSON.stringify({ ...base, telar: '1' }), 'pipeline_file_invalid', { path: 'telar' }],
    [JSON.stringify({ ...base, name: ' ' }), 'pipeline_file_invalid', { path: 'name' }],
    [JSON.stringify({ ...base, graph: null }), 'pipeline_file_invalid', { path: 'graph' }],
    [
      JSON.stringify({ ...base, connections: [{ id: 'a' }] }),
      'pipeline_file_invalid',
      { path: 'connections.0.connector' },
    ],
    [JSON.stringify({ ...base, graph: { ...emptyGraph, edges: 1 } }), 'graph_unreadable', { path: 'edges' }],
    [
      JSON.stringify({ ...base, graph: { ...emptyGraph, schemaVersion: 99 } }),
      'graph_too_new',
      { version: 99, known: graphSchemaVersion },
    ],
    ['[]', 'graph_unreadable', { path: 'none' }],
    ['3', 'graph_unreadable', { path: 'none' }],
  ])('refuses %s', (text, code, params) => {
    expect(() => parsePipelineFile(text, 'x')).toThrow(expect.objectContaining({ code, params }));
  });
});
