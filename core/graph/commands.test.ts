import { describe, expect, it } from 'vitest';
import { TelarError } from '#core/platform/telar-error.ts';
import { canConnect } from './can-connect.ts';
import { applyCommand, type GraphCommand, parseCommand } from './commands.ts';
import { emptyGraph, type Graph } from './graph.ts';

const at = { x: 0, y: 0 };

function build(...commands: GraphCommand[]): Graph {
  return commands.reduce(applyCommand, emptyGraph);
}

function link(from: string, to: string, port = 'rows'): GraphCommand {
  return { type: 'connect', edge: { from: { node: from, port: 'rows' }, to: { node: to, port } } };
}

const chain = build(
  { type: 'add-node', node: { id: 'source', kind: 'sample-source', name: 'Contacts', position: at } },
  { type: 'add-node', node: { id: 'filter', kind: 'filter', name: 'Filter' } },
  { type: 'add-node', node: { id: 'dedupe', kind: 'deduplicate', name: 'Newest' } },
  { type: 'add-node', node: { id: 'target', kind: 'file-target', name: 'File' } },
  link('source', 'filter'),
  link('filter', 'dedupe'),
  link('dedupe', 'target'),
);

function pairs({ edges }: Graph): string[] {
  return edges.map(({ from, to }) => `${from.node}>${to.node}.${to.port}`);
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TelarError) return error.code;
    throw error;
  }
  return 'none';
}

describe('applyCommand', () => {
  it('adds a node with the defaults of its kind, right of the others', () => {
    const { nodes } = build(
      { type: 'add-node', node: { id: 'a', kind: 'sample-source', name: 'A', position: { x: 40, y: 8 } } },
      { type: 'add-node', node: { id: 'b', kind: 'sort', name: 'B', settings: { limit: 5 } } },
    );
    expect(nodes[1]).toEqual({
      id: 'b',
      kind: 'sort',
      name: 'B',
      position: { x: 360, y: 8 },
      settings: { by: [], limit: 5, offset: 0 },
      disabled: false,
    });
  });

  it('heals the edges around removed transforms, one after the other', () => {
    const healed = [
      { type: 'remove-node', nodeId: 'filter', heal: true },
      { type: 'remove-node', nodeId: 'dedupe', heal: true },
    ] satisfies GraphCommand[];
    expect(pairs(healed.reduce(applyCommand, chain))).toEqual(['source>target.rows']);
    expect(pairs(applyCommand(chain, { type: 'remove-node', nodeId: 'filter' }))).toEqual(['dedupe>target.rows']);
    expect(pairs(applyCommand(chain, { type: 'remove-node', nodeId: 'source', heal: true }))).not.toContain(
      'source>filter.rows',
    );
  });

  it('splices a node into an edge and moves what follows', () => {
    const spliced = applyCommand(chain, {
      type: 'insert-on-edge',
      edgeId: 'edge_2',
      node: { id: 'sort', kind: 'sort', name: 'Sort' },
    });
    expect(pairs(spliced)).toEqual([
      'source>filter.rows',
      'dedupe>target.rows',
      'sort>dedupe.rows',
      'filter>sort.rows',
    ]);
    expect(spliced.nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['source', 0],
      ['filter', 320],
      ['dedupe', 960],
      ['target', 1280],
      ['sort', 640],
    ]);
  });

  it('replaces the edge of a single input but adds to a union', () => {
    const other: GraphCommand = { type: 'add-node', node: { id: 'other', kind: 'sample-source', name: 'Orders' } };
    expect(pairs([other, link('other', 'filter')].reduce(applyCommand, chain))).toEqual([
      'filter>dedupe.rows',
      'dedupe>target.rows',
      'other>filter.rows',
    ]);
    const union: GraphCommand = { type: 'add-node', node: { id: 'all', kind: 'union', name: 'All' } };
    const both = [other, union, link('other', 'all'), link('source', 'all')].reduce(applyCommand, chain);
    expect(pairs(both)).toEqual([...pairs(chain), 'other>all.rows', 'source>all.rows']);
  });

  it('keeps the identity of everything that an edit leaves alone', () => {
    const moved = applyCommand(chain, { type: 'move-node', nodeId: 'filter', position: { x: 1, y: 1 } });
    expect(moved.nodes[0]).toBe(chain.nodes[0]);
    expect(moved.edges).toBe(chain.edges);
    expect(moved.nodes[1]?.settings).toBe(chain.nodes[1]?.settings);
    const same: GraphCommand[] = [
      { type: 'rename-node', nodeId: 'filter', name: 'Filter' },
      { type: 'set-disabled', nodeId: 'filter', disabled: false },
      { type: 'update-settings', nodeId: 'filter', settings: { match: 'all' } },
    ];
    for (const command of same) expect(applyCommand(chain, command)).toBe(chain);
    expect(applyCommand(chain, { type: 'set-disabled', nodeId: 'filter', disabled: true }).nodes[1]?.disabled).toBe(
      true,
    );
  });

  it.each<[string, GraphCommand]>([
    ['connect_cycle', link('dedupe', 'filter')],
    ['connect_self', link('filter', 'filter')],
    ['connect_repeated', link('source', 'filter')],
    ['connect_no_output', link('target', 'filter')],
    ['connect_no_input', link('filter', 'source')],
    ['connect_port_unknown', link('source', 'filter', 'left')],
    ['connect_node_missing', link('nobody', 'filter')],
    ['edge_missing', { type: 'disconnect', edgeId: 'edge_9' }],
    ['node_missing', { type: 'rename-node', nodeId: 'nobody', name: 'X' }],
    ['node_id_taken', { type: 'add-node', node: { id: 'filter', kind: 'filter', name: 'Filter' } }],
    ['settings_invalid', { type: 'update-settings', nodeId: 'filter', settings: { match: 'some' } }],
    ['settings_invalid', { type: 'update-settings', nodeId: 'filter', settings: { colour: 'red' } }],
    [
      'insert_needs_transform',
      { type: 'insert-on-edge', edgeId: 'edge_1', node: { id: 'n', kind: 'note', name: 'N' } },
    ],
    ['command_unknown', { type: 'explode' } as unknown as GraphCommand],
    ['command_unknown', { type: 'toString' } as unknown as GraphCommand],
  ])('refuses with %s', (code, command) => {
    expect(codeOf(() => applyCommand(chain, command))).toBe(code);
  });

  it('refuses an edge drawn from an input or to an output', () => {
    const graph = build(
      { type: 'add-node', node: { id: 'left', kind: 'join', name: 'Join' } },
      { type: 'add-node', node: { id: 'right', kind: 'join', name: 'Join' } },
    );
    const code = canConnect(graph, { node: 'left', port: 'left' }, { node: 'right', port: 'right' });
    expect(code).toBe('connect_wrong_direction');
  });
});

describe('parseCommand', () => {
  it('accepts commands as JSON and names what is wrong with others', () => {
    expect(parseCommand({ type: 'disconnect', edgeId: 'edge_1' })).toEqual({ type: 'disconnect', edgeId: 'edge_1' });
    expect(codeOf(() => parseCommand({ type: 'explode' }))).toBe('command_unknown');
    expect(codeOf(() => parseCommand(null))).toBe('command_unknown');
    expect(codeOf(() => parseCommand({ type: 'disconnect', edgeId: 'Not an id' }))).toBe('command_invalid');
  });
});
