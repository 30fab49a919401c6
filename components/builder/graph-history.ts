import type { Graph } from '#core/graph/graph.ts';
import { mergeGraphs } from '#core/graph/merge-graphs.ts';

/** Graphs before and after the present one, newest last. */
export interface GraphHistory {
  readonly past: readonly Graph[];
  readonly future: readonly Graph[];
  /** Edits with the same key that follow each other are one entry, as letters typed into one field. */
  readonly key: string | null;
}

export const emptyHistory: GraphHistory = { past: [], future: [], key: null };

const maxEntries = 200;

/** The history after `present` is replaced by an edit. */
export function recordEdit(history: GraphHistory, present: Graph, key: string | null = null): GraphHistory {
  if (key !== null && key === history.key) return { ...history, future: [] };
  return { past: [...history.past, present].slice(-maxEntries), future: [], key };
}

/** The history and the graph one step back, or null at the beginning. */
export function stepBack(history: GraphHistory, present: Graph): { history: GraphHistory; graph: Graph } | null {
  const graph = history.past.at(-1);
  if (graph === undefined) return null;
  return { graph, history: { past: history.past.slice(0, -1), future: [...history.future, present], key: null } };
}

/** The history and the graph one step forward again, or null at the end. */
export function stepForward(history: GraphHistory, present: Graph): { history: GraphHistory; graph: Graph } | null {
  const graph = history.future.at(-1);
  if (graph === undefined) return null;
  return { graph, history: { past: [...history.past, present], future: history.future.slice(0, -1), key: null } };
}

/** Ends a gesture: the next edit is an entry of its own, whatever its key. */
export function sealHistory(history: GraphHistory): GraphHistory {
  return history.key === null ? history : { ...history, key: null };
}

/** The history on top of what someone else has stored; steps that contradict it are forgotten with all behind them. */
export function rebaseHistory({ past, future }: GraphHistory, base: Graph, theirs: Graph): GraphHistory {
  const rebaseAll = (graphs: readonly Graph[]): Graph[] => {
    const results = graphs.map((graph) => mergeGraphs(base, graph, theirs));
    const broken = results.findLastIndex(({ ok }) => !ok);
    return results.slice(broken + 1).flatMap((result) => (result.ok ? result.graph : []));
  };
  return { past: rebaseAll(past), future: rebaseAll(future), key: null };
}
