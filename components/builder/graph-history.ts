import type { Graph } from '#core/graph/graph.ts';

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
