import { expect, it } from 'vitest';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph, type NodeKind } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { createRule } from '#core/graph/validation-rule.ts';
import { composeReplay, type ReplayInput } from './compose-replay.ts';

const fields = [{ name: 'email', type: 'text' as const }];
const input: ReplayInput = {
  fileId: 'file_1',
  fileName: 'rows',
  format: { type: 'parquet' },
  fields,
  name: 'Replayed',
};
const incremental = { mode: 'incremental', cursor: 'email', keys: ['email'], overlap: 0, deletes: { kind: 'ignore' } };

const add = (id: string, kind: NodeKind, settings: Record<string, unknown> = {}): GraphCommand => ({
  type: 'add-node',
  node: { id, kind, name: id, settings },
});
const wire = (from: string, to: string, port = 'rows', out = 'rows'): GraphCommand => ({
  type: 'connect',
  edge: { from: { node: from, port: out }, to: { node: to, port } },
});
const build = (...commands: GraphCommand[]): Graph => commands.reduce(applyCommand, emptyGraph);

/** Two databases meet in a lookup; checked rows go to a table that mirrors them, rejected ones to a file. */
const graph = build(
  add('people', 'postgres-source', { fields, sync: incremental }),
  add('cities', 'postgres-source', { fields, sync: incremental }),
  add('check', 'validate', { rules: [{ ...createRule('row_count'), min: 400 }, createRule('email', 'email')] }),
  add('city', 'lookup'),
  add('table', 'postgres-target', { mode: 'mirror', keys: ['email'], detect: 'sent' }),
  add('bad', 'file-target'),
  wire('people', 'check'),
  wire('check', 'city', 'rows', 'valid'),
  wire('cities', 'city', 'list'),
  wire('city', 'table'),
  wire('check', 'bad', 'rows', 'rejected'),
);

it('reads the rows at the step that rejected them, and nothing that was read before', () => {
  const { graph: replay, sourceId } = composeReplay(graph, 'check', input);
  expect(sourceId).toBe('replayed');
  expect(replay.nodes.map(({ id }) => id).sort()).toEqual(['check', 'cities', 'city', 'replayed', 'table']);
  expect(replay.edges.map(({ from, to }) => `${from.node} ${to.node}`).sort()).toEqual([
    'check city',
    'cities city',
    'city table',
    'replayed check',
  ]);
});

it('moves no cursor, removes no row, and does not judge a few rows as all of them', () => {
  const { graph: replay, notes } = composeReplay(graph, 'check', input);
  expect(findNode(replay, 'cities')?.settings.sync).toEqual({ mode: 'full' });
  expect(findNode(replay, 'table')?.settings).toMatchObject({ mode: 'upsert', detect: 'target' });
  const rules = findNode(replay, 'check')?.settings.rules as { check: string; min?: number | null }[];
  expect(rules.map(({ check, min }) => [check, min])).toEqual([
    ['row_count', null],
    ['email', undefined],
  ]);
  expect(notes).toEqual([{ code: 'replay_mirror_adds', step: 'table' }]);
  const replacing = applyCommand(graph, { type: 'update-settings', nodeId: 'table', settings: { mode: 'replace' } });
  expect(findNode(composeReplay(replacing, 'check', input).graph, 'table')?.settings.mode).toBe('append');
});

it('enters a source as that source, and a target without naming its values twice', () => {
  const atSource = composeReplay(graph, 'people', input);
  expect(atSource.sourceId).toBe('people');
  expect(findNode(atSource.graph, 'people')).toMatchObject({ kind: 'file-source', name: 'people' });
  const mapping = [{ field: 'email', column: 'email', values: [{ from: 'a', to: 'b' }], otherwise: 'blank' }];
  const mapped = applyCommand(graph, { type: 'update-settings', nodeId: 'table', settings: { mapping } });
  const atTarget = composeReplay(mapped, 'table', input).graph;
  expect(findNode(atTarget, 'table')?.settings.mapping).toEqual([{ field: 'email', column: 'email' }]);
  expect(atTarget.nodes.map(({ id }) => id).sort()).toEqual(['replayed', 'table']);
});

it('leaves rows of other ways into a union out', () => {
  const joined = build(
    add('a', 'postgres-source', { fields }),
    add('b', 'postgres-source', { fields }),
    add('check', 'validate', { rules: [createRule('email', 'email')] }),
    add('all', 'union'),
    add('file', 'file-target'),
    wire('a', 'check'),
    wire('check', 'all', 'rows', 'valid'),
    wire('b', 'all'),
    wire('all', 'file'),
  );
  expect(composeReplay(joined, 'check', input).graph.nodes.map(({ id }) => id)).not.toContain('b');
});

it('refuses where a few rows would give a wrong answer', () => {
  const summed = build(
    add('a', 'postgres-source', { fields }),
    add('check', 'validate', { rules: [createRule('email', 'email')] }),
    add('sum', 'aggregate'),
    add('file', 'file-target'),
    wire('a', 'check'),
    wire('check', 'sum', 'rows', 'valid'),
    wire('sum', 'file'),
  );
  const refusal = (nodeId: string, of: Graph) => () => composeReplay(of, nodeId, input);
  expect(refusal('check', summed)).toThrow(
    expect.objectContaining({ code: 'replay_blocked', params: { step: 'sum' } }),
  );
  expect(refusal('gone', summed)).toThrow(expect.objectContaining({ code: 'replay_step_missing' }));
  const loose = build(add('a', 'postgres-source', { fields }), add('check', 'validate'), wire('a', 'check'));
  expect(refusal('check', loose)).toThrow(expect.objectContaining({ code: 'replay_untargeted' }));
});
