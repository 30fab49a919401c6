import { describe, expect, it } from 'vitest';
import { applyCommand } from '#core/graph/commands.ts';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { createBuilderStore } from './builder-store.ts';
import { connectPorts, moveNodes, removeSelection, spliceNode, toggleDisabled } from './graph-edits.ts';
import { planInsert } from './plan-insert.ts';

function openStore(graph: Graph = emptyGraph) {
  return createBuilderStore({ pipelineId: 'pipe_1', graph, savedAt: 0 });
}

/** contacts → filter → file */
function drawPipeline() {
  const store = openStore();
  const insert = (...input: Parameters<typeof planInsert> extends [Graph, ...infer Rest] ? Rest : never) => {
    const { nodeId, commands } = planInsert(store.getState().graph, ...input);
    store.getState().edit(commands);
    return nodeId;
  };
  const source = insert('sample-source', 'Contacts', { on: 'canvas' });
  const filter = insert('filter', 'Filter', { on: 'node', nodeId: source });
  const target = insert('file-target', 'File', { on: 'node', nodeId: filter });
  return { store, insert, source, filter, target };
}

const wiresOf = ({ edges }: Graph) => edges.map(({ from, to }) => [from.node, to.node]);

it('puts what starts a pipeline before all of it, whichever step is selected', () => {
  const { store, insert, source, target } = drawPipeline();
  const schedule = insert('schedule-trigger', 'Schedule', { on: 'node', nodeId: target });
  const place = (id: string) => store.getState().graph.nodes.find((node) => node.id === id)?.position;
  expect(place(schedule)?.x).toBeLessThan(place(source)?.x ?? 0);
  expect(place(schedule)?.y).toBe(place(source)?.y);
});

describe('undo', () => {
  it('takes back one gesture at a time, on the canvas and in the panel alike, and restores it', () => {
    const { store, filter } = drawPipeline();
    const drawn = store.getState().graph;
    store.getState().edit([{ type: 'update-settings', nodeId: filter, settings: { match: 'any' } }]);
    store.getState().edit(removeSelection(store.getState().graph, [filter], []));
    const removed = store.getState().graph;
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().graph).toBe(drawn);
    store.getState().redo();
    store.getState().redo();
    expect(store.getState().graph).toBe(removed);
  });

  it('joins letters typed into one field until the field is left', () => {
    const { store, target } = drawPipeline();
    const before = store.getState().history.past.length;
    const type = (fileName: string) =>
      store.getState().edit([{ type: 'update-settings', nodeId: target, settings: { fileName } }], 'name');
    for (const text of ['l', 'le', 'leads']) type(text);
    expect(store.getState().history.past).toHaveLength(before + 1);
    store.getState().seal();
    type('leads 2');
    expect(store.getState().history.past).toHaveLength(before + 2);
  });

  it('forgets what was undone once something else is done, and ignores edits that change nothing', () => {
    const { store, filter } = drawPipeline();
    store.getState().undo();
    store.getState().edit(moveNodes(store.getState().graph, [{ id: filter, position: { x: 800, y: 80 } }]));
    expect(store.getState().history.future).toEqual([]);
    const { history, graph } = store.getState();
    store.getState().edit([{ type: 'rename-node', nodeId: filter, name: 'Filter' }]);
    expect(store.getState()).toMatchObject({ history, graph });
  });

  it('drops what no longer exists from the selection', () => {
    const { store, target } = drawPipeline();
    store.getState().select([target]);
    store.getState().undo();
    expect(store.getState().selection).toEqual([]);
  });
});

describe('edits', () => {
  it('wires a step inserted on an edge into it, pushing what follows', () => {
    const { store, insert, source, filter, target } = drawPipeline();
    const edge = store.getState().graph.edges.find(({ from }) => from.node === filter);
    const sort = insert('sort', 'Sort', { on: 'edge', edgeId: edge?.id ?? '' });
    const { graph } = store.getState();
    expect(wiresOf(graph)).toEqual(
      expect.arrayContaining([
        [source, filter],
        [filter, sort],
        [sort, target],
      ]),
    );
    const x = (id: string) => graph.nodes.find((node) => node.id === id)?.position.x ?? 0;
    expect(x(target) - x(sort)).toBeGreaterThanOrEqual(240);
  });

  it('heals over removed steps that follow each other', () => {
    const { store, insert, source, filter, target } = drawPipeline();
    const edge = store.getState().graph.edges.find(({ from }) => from.node === filter);
    const sort = insert('sort', 'Sort', { on: 'edge', edgeId: edge?.id ?? '' });
    store.getState().edit(removeSelection(store.getState().graph, [filter, sort], []));
    expect(wiresOf(store.getState().graph)).toEqual([[source, target]]);
  });

  it('splices a step that stands alone, and refuses one that has no way through', () => {
    const { store, insert, source, filter } = drawPipeline();
    const edgeId = store.getState().graph.edges.find(({ to }) => to.node === filter)?.id ?? '';
    const alone = insert('deduplicate', 'Deduplicate', { on: 'canvas' });
    const other = insert('sample-source', 'Orders', { on: 'canvas' });
    expect(spliceNode(store.getState().graph, other, edgeId)).toEqual([]);
    store.getState().edit(spliceNode(store.getState().graph, alone, edgeId));
    const columns = store
      .getState()
      .graph.nodes.filter(({ id }) => [source, alone, filter].includes(id))
      .map(({ position }) => position.x)
      .toSorted((left, right) => left - right);
    expect(columns.every((x, index) => index === 0 || x - (columns[index - 1] ?? 0) >= 240)).toBe(true);
    expect(wiresOf(store.getState().graph)).toEqual(
      expect.arrayContaining([
        [source, alone],
        [alone, filter],
      ]),
    );
  });

  it('makes no connection that would go in a circle', () => {
    const { store, filter } = drawPipeline();
    const ends = { from: { node: filter, port: 'rows' }, to: { node: filter, port: 'rows' } };
    expect(connectPorts(store.getState().graph, ends)).toEqual([]);
  });

  it('switches all off while one is on, then all on', () => {
    const { store, filter, target } = drawPipeline();
    const toggle = () => store.getState().edit(toggleDisabled(store.getState().graph, [filter, target]));
    const states = () =>
      store
        .getState()
        .graph.nodes.slice(1)
        .map(({ disabled }) => disabled);
    store.getState().edit([{ type: 'set-disabled', nodeId: filter, disabled: true }]);
    toggle();
    expect(states()).toEqual([true, true]);
    toggle();
    expect(states()).toEqual([false, false]);
  });

  it('tells of an edit that does not fit and changes nothing', () => {
    const refused: string[] = [];
    const store = createBuilderStore({
      pipelineId: 'pipe_1',
      graph: emptyGraph,
      savedAt: 0,
      onRefused: ({ code }) => refused.push(code),
    });
    store.getState().edit([{ type: 'rename-node', nodeId: 'gone', name: 'X' }]);
    expect(refused).toEqual(['node_missing']);
    expect(store.getState().graph).toBe(emptyGraph);
  });
});

describe('work of others', () => {
  it('comes in under the own edits, and undo takes back only these', () => {
    const { store, filter, target } = drawPipeline();
    const base = store.getState().graph;
    const theirs = applyCommand(base, { type: 'rename-node', nodeId: target, name: 'Theirs' });
    store.getState().edit([{ type: 'rename-node', nodeId: filter, name: 'Mine' }]);
    expect(store.getState().rebase(base, theirs)).toBe(true);
    const namesNow = () => store.getState().graph.nodes.map(({ name }) => name);
    expect(namesNow()).toEqual(['Contacts', 'Mine', 'Theirs']);
    store.getState().undo();
    expect(namesNow()).toEqual(['Contacts', 'Filter', 'Theirs']);
  });

  it('is refused whole where it contradicts them', () => {
    const { store, filter } = drawPipeline();
    const base = store.getState().graph;
    const theirs = applyCommand(base, { type: 'rename-node', nodeId: filter, name: 'Theirs' });
    store.getState().edit([{ type: 'rename-node', nodeId: filter, name: 'Mine' }]);
    const { graph } = store.getState();
    expect(store.getState().rebase(base, theirs)).toBe(false);
    expect(store.getState().graph).toBe(graph);
  });
});
