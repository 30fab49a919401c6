import { describe, expect, it } from 'vitest';
import { type Graph, type GraphEdge, type GraphNode, graphSchemaVersion, type NodeKind } from './graph.ts';
import { getNodeDefinition } from './node-registry.ts';
import { validateGraph } from './validate-graph.ts';

function node(id: string, kind: NodeKind, settings: object = {}): GraphNode {
  const all = { ...getNodeDefinition(kind).defaults, ...settings };
  return { id, kind, name: id.toUpperCase(), position: { x: 0, y: 0 }, settings: all, disabled: false };
}

function edge(id: string, from: string, to: string): GraphEdge {
  const [source = '', out = 'rows'] = from.split('.');
  const [target = '', into = 'rows'] = to.split('.');
  return { id, from: { node: source, port: out }, to: { node: target, port: into } };
}

function graph(nodes: GraphNode[], edges: GraphEdge[]): Graph {
  return { schemaVersion: graphSchemaVersion, nodes, edges };
}

const source = node('source', 'sample-source');
const sort = node('sort', 'sort', { limit: 1 });
const target = node('target', 'file-target');
const whole = graph([source, sort, target], [edge('e1', 'source', 'sort'), edge('e2', 'sort', 'target')]);
const fields = [{ name: 'email', type: 'text' }];

/** Codes with where they are, without severity. */
function found({ nodes, edges }: { nodes?: GraphNode[]; edges?: GraphEdge[] }): string[] {
  const problems = validateGraph(graph([...whole.nodes, ...(nodes ?? [])], [...whole.edges, ...(edges ?? [])]));
  return problems.map(({ code, nodeId, edgeId, field }) => [code, edgeId, nodeId, field].filter(Boolean).join(' '));
}

describe('validateGraph', () => {
  it('finds nothing in a whole graph', () => {
    expect(validateGraph(whole)).toEqual([]);
  });

  it.each<[string, { nodes?: GraphNode[]; edges?: GraphEdge[] }, string[]]>([
    ['a repeated node', { nodes: [target] }, ['node_id_repeated target']],
    ['a repeated edge id', { edges: [edge('e1', 'source', 'sort')] }, ['edge_id_repeated e1']],
    ['the same edge twice', { edges: [edge('e3', 'source', 'sort')] }, ['edge_repeated e3 sort']],
    ['an edge to nowhere', { edges: [edge('e3', 'source', 'gone')] }, ['edge_node_missing e3 source']],
    ['a port that is not there', { edges: [edge('e3', 'source', 'sort.left')] }, ['edge_port_unknown e3 sort']],
    ['a second edge into one port', { edges: [edge('e3', 'source', 'target')] }, ['input_occupied e3 target']],
    [
      'a join without its right side',
      {
        nodes: [node('j', 'join', { keys: [{ left: 'a', right: 'b', compare: 'text' }] })],
        edges: [edge('e3', 'source', 'j.left')],
      },
      ['input_missing j', 'output_unused j'],
    ],
    [
      'a circle, at every node on it but not after it',
      {
        nodes: [node('a', 'sort', { limit: 1 }), node('b', 'union'), node('t', 'file-target')],
        edges: [edge('e3', 'a', 'b'), edge('e4', 'b', 'a'), edge('e5', 'b', 't')],
      },
      ['cycle a', 'cycle b'],
    ],
    [
      'settings of the wrong shape',
      { nodes: [node('a', 'sort', { limit: 'ten' })], edges: [edge('e3', 'source', 'a')] },
      ['settings_invalid a limit', 'output_unused a'],
    ],
    [
      'a second webhook',
      { nodes: ['h1', 'h2'].map((id) => node(id, 'webhook-trigger', { fields })) },
      ['output_unused h1', 'output_unused h2', 'webhook_triggers_many h2'],
    ],
    ['nothing of a disabled node', { nodes: [{ ...node('a', 'sort'), disabled: true }] }, []],
  ])('finds %s', (_, more, expected) => {
    expect(found(more)).toEqual(expected);
  });

  it('warns of a graph that reads or writes nothing', () => {
    expect(validateGraph(graph([], []))).toEqual([
      { code: 'source_none', severity: 'warning' },
      { code: 'target_none', severity: 'warning' },
    ]);
  });

  it.each<[NodeKind, object, string]>([
    ['filter', {}, 'filter_conditions_missing conditions'],
    ['filter', { conditions: [{ field: '', operator: 'equals', value: 'x' }] }, 'field_missing conditions.0.field'],
    ['filter', { conditions: [{ field: 'a', operator: 'equals', value: '' }] }, 'value_missing conditions.0.value'],
    ['select', { rest: 'drop' }, 'columns_missing columns'],
    ['formula', {}, 'formula_columns_missing columns'],
    ['formula', { columns: [{ name: '', formula: '1' }] }, 'name_missing columns.0.name'],
    ['formula', { columns: [{ name: 'a', formula: ' ' }] }, 'formula_missing columns.0.formula'],
    [
      'formula',
      {
        columns: [
          { name: 'a', formula: '1' },
          { name: 'A', formula: '2' },
        ],
      },
      'field_name_repeated columns.1.name',
    ],
    ['deduplicate', {}, 'keys_missing keys'],
    ['join', {}, 'keys_missing keys'],
    ['aggregate', {}, 'measures_missing measures'],
    ['sort', {}, 'sort_missing by'],
    ['file-source', {}, 'file_missing fileId'],
    ['file-source', { fileId: 'file_1' }, 'source_fields_unknown fields'],
    ['postgres-source', {}, 'connection_missing connectionId'],
    ['postgres-source', { connectionId: 'c' }, 'table_missing table'],
    ['postgres-source', { connectionId: 'c', mode: 'query' }, 'query_missing query'],
    ['http-source', {}, 'address_missing url'],
    ['http-source', { url: 'ftp://x' }, 'address_invalid url'],
    ['file-target', { fileName: 'a/b' }, 'file_name_invalid fileName'],
    ['schedule-trigger', { cron: '61 * * * *' }, 'schedule_cron cron'],
    ['schedule-trigger', { timeZone: 'Mars/Olympus' }, 'schedule_time_zone timeZone'],
  ])('finds what is missing in the settings of %s %j', (kind, settings, expected) => {
    const problems = validateGraph(graph([node('n', kind, settings)], [])).filter(({ field }) => field !== undefined);
    expect(problems.map(({ code, field }) => `${code} ${field}`)).toEqual([expected]);
  });
});
