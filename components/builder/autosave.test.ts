import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { type AutosaveOptions, createAutosave, type SaveOutcome, type SaveState } from './autosave.ts';

function graphNamed(name: string): Graph {
  const node = { id: 'note_1', kind: 'note' as const, name, position: { x: 0, y: 0 }, settings: {}, disabled: false };
  return { ...emptyGraph, nodes: [node] };
}

function start(
  answer: (graph: Graph, baseRevision: number) => SaveOutcome | Promise<SaveOutcome>,
  rebase: AutosaveOptions['rebase'] = () => null,
) {
  const states: SaveState['kind'][] = [];
  const sent: [string | undefined, number][] = [];
  let kept: Graph | null = null;
  const autosave = createAutosave({
    revision: 4,
    base: graphNamed('stored'),
    rebase,
    save: async (graph, baseRevision) => {
      sent.push([graph.nodes[0]?.name, baseRevision]);
      return answer(graph, baseRevision);
    },
    backup: {
      keep: (graph) => {
        kept = graph;
      },
      clear: () => {
        kept = null;
      },
    },
    onState: ({ kind }) => states.push(kind),
  });
  return { autosave, states, sent, readBackup: () => kept };
}

const accept = (_: Graph, baseRevision: number): SaveOutcome => ({ kind: 'saved', revision: baseRevision + 1 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createAutosave', () => {
  it('stores the newest of quick edits once, within half a second, and says so only then', async () => {
    const { autosave, states, sent, readBackup } = start(accept);
    for (const name of ['A', 'AB', 'ABC']) autosave.edit(graphNamed(name));
    expect(states).toEqual(['dirty', 'dirty', 'dirty']);
    expect(autosave.isDirty()).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toEqual([['ABC', 4]]);
    expect(states.slice(3)).toEqual(['saving', 'saved']);
    expect(autosave.isDirty()).toBe(false);
    expect(readBackup()).toBeNull();
  });

  it('is not "saved" while an edit made during the request still waits', async () => {
    const answers: ((outcome: SaveOutcome) => void)[] = [];
    const { autosave, states, sent } = start(() => new Promise((resolve) => answers.push(resolve)));
    autosave.edit(graphNamed('A'));
    await vi.advanceTimersByTimeAsync(500);
    autosave.edit(graphNamed('B'));
    answers[0]?.({ kind: 'saved', revision: 5 });
    await vi.advanceTimersByTimeAsync(0);
    expect(states).not.toContain('saved');
    await vi.advanceTimersByTimeAsync(500);
    answers[1]?.({ kind: 'saved', revision: 6 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([
      ['A', 4],
      ['B', 5],
    ]);
    expect(states.at(-1)).toBe('saved');
  });

  it('keeps work while offline and stores it when the server answers again', async () => {
    let isOnline = false;
    const { autosave, states, readBackup } = start((graph, base) =>
      isOnline ? accept(graph, base) : { kind: 'offline' },
    );
    autosave.edit(graphNamed('A'));
    await vi.advanceTimersByTimeAsync(500);
    expect(states.at(-1)).toBe('offline');
    expect(readBackup()?.nodes[0]?.name).toBe('A');
    isOnline = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(states.at(-1)).toBe('saved');
  });

  it('never writes after a conflict until the stored revision is adopted', async () => {
    let conflicts = true;
    const answer = (graph: Graph, base: number): SaveOutcome =>
      conflicts ? { kind: 'conflict', message: '' } : accept(graph, base);
    const { autosave, sent } = start(answer);
    autosave.edit(graphNamed('A'));
    await vi.advanceTimersByTimeAsync(500);
    autosave.edit(graphNamed('B'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await autosave.flush()).toBe(false);
    expect(sent).toEqual([['A', 4]]);
    conflicts = false;
    autosave.adopt(graphNamed('theirs'), 9);
    autosave.edit(graphNamed('C'));
    expect(await autosave.flush()).toBe(true);
    expect(sent.at(-1)).toEqual(['C', 9]);
  });

  it('stores edits on top of what came in between, where they agree, and takes in what comes while nothing waits', async () => {
    const stored = { graph: graphNamed('theirs'), revision: 9, by: 'Marta' };
    const answer = (graph: Graph, base: number): SaveOutcome =>
      base < 9 ? { kind: 'conflict', message: '', stored } : accept(graph, base);
    const { autosave, sent, states } = start(answer, (base) =>
      base.nodes[0]?.name === 'stored' ? graphNamed('both') : stored.graph,
    );
    autosave.edit(graphNamed('mine'));
    expect(await autosave.flush()).toBe(true);
    expect(sent).toEqual([
      ['mine', 4],
      ['both', 9],
    ]);
    expect(states).not.toContain('conflict');
    autosave.receive({ ...stored, revision: 12 });
    expect(autosave.getRevision()).toBe(12);
    expect(autosave.isDirty()).toBe(false);
    expect(sent).toHaveLength(2);
  });
});
