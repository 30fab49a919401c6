import type { Graph } from '#core/graph/graph.ts';
import { isSameValue } from '#core/graph/is-same-value.ts';

/** The draft as it lies on the server, and who put it there. */
export interface StoredDraft {
  readonly graph: Graph;
  readonly revision: number;
  readonly by: string | null;
}

/** What became of one attempt to store the draft. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly message: string }
  /** `stored`: what someone else has put there in the meantime; absent when it could not be read. */
  | { readonly kind: 'conflict'; readonly message: string; readonly stored?: StoredDraft };

/** What the top bar says. `dirty`: an edit waits for its turn. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'dirty' | 'saving' | 'offline' }
  | { readonly kind: 'conflict' | 'refused'; readonly message: string };

export interface DraftBackup {
  /** Keeps an unsaved graph where a reload finds it. */
  readonly keep: (graph: Graph, baseRevision: number) => void;
  readonly clear: () => void;
}

export interface AutosaveOptions {
  readonly revision: number;
  /** The graph of that revision; null when it is not known, and then nothing can be merged. */
  readonly base: Graph | null;
  readonly save: (graph: Graph, baseRevision: number) => Promise<SaveOutcome>;
  readonly backup: DraftBackup;
  /** Brings what was stored elsewhere together with the edits since `base`. False when they contradict each other. */
  readonly rebase: (base: Graph, stored: StoredDraft) => Graph | null;
  readonly onState: (state: SaveState) => void;
  readonly delayMs?: number;
  readonly retryMs?: number;
}

export interface Autosave {
  /** Queues the graph; only the newest is sent. */
  readonly edit: (graph: Graph) => void;
  /** Sends at once what waits. True when the draft is stored afterwards. */
  readonly flush: () => Promise<boolean>;
  /** Continues after a conflict from the revision that is stored now. */
  readonly adopt: (graph: Graph, revision: number) => void;
  /** Takes in what someone else has stored, unless edits wait here: storing those finds out by itself. */
  readonly receive: (stored: StoredDraft) => void;
  readonly isDirty: () => boolean;
  readonly getRevision: () => number;
  readonly stop: () => void;
}

/**
 * Stores the draft after every edit, one request at a time, against the revision it was based on.
 * Never overwrites: edits that do not contradict each other are merged, and after a conflict it stays still until
 * `adopt`. While offline it retries and keeps a backup.
 */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { save, backup, rebase, onState, delayMs = 400, retryMs = 3000 } = options;
  let { revision, base } = options;
  let pending: Graph | null = null;
  let sending: Promise<void> | null = null;
  let halted = false;
  /** While the graph is brought up to date, its change is no edit. */
  let merging = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  function settleSaved(graph: Graph, stored: number): void {
    revision = stored;
    base = graph;
    if (pending === null) {
      backup.clear();
      onState({ kind: 'saved', at: Date.now() });
    } else wait(delayMs);
  }

  /** Whether the edits here now stand on what is stored. */
  function merge(stored: StoredDraft): boolean {
    if (base === null) return false;
    merging = true;
    const merged = rebase(base, stored);
    merging = false;
    if (merged === null) return false;
    pending = isSameValue(merged, stored.graph) ? null : merged;
    if (pending !== null) backup.keep(pending, stored.revision);
    settleSaved(stored.graph, stored.revision);
    return true;
  }

  function settle(graph: Graph, outcome: SaveOutcome): void {
    if (outcome.kind === 'saved') {
      settleSaved(graph, outcome.revision);
      return;
    }
    if (outcome.kind === 'conflict' && outcome.stored !== undefined && merge(outcome.stored)) return;
    pending ??= graph;
    backup.keep(pending, revision);
    halted = outcome.kind === 'conflict';
    onState(outcome.kind === 'offline' ? outcome : { kind: outcome.kind, message: outcome.message });
    if (outcome.kind === 'offline') wait(retryMs);
  }

  async function send(graph: Graph): Promise<void> {
    pending = null;
    onState({ kind: 'saving' });
    settle(graph, await save(graph, revision));
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (sending !== null) await sending;
    // A second time for what was merged on the way.
    for (let attempt = 0; attempt < 2 && pending !== null && !halted; attempt++) {
      const before: number = revision;
      sending = send(pending).finally(() => {
        sending = null;
      });
      await sending;
      if (revision === before) break;
    }
    return pending === null;
  }

  return {
    edit(graph) {
      if (merging) return;
      pending = graph;
      backup.keep(graph, revision);
      if (halted) return;
      if (sending === null) onState({ kind: 'dirty' });
      wait(delayMs);
    },
    flush,
    receive(stored) {
      if (pending === null && sending === null && stored.revision > revision) merge(stored);
    },
    adopt(graph, stored) {
      revision = stored;
      base = graph;
      halted = false;
      pending = null;
      backup.clear();
      onState({ kind: 'saved', at: Date.now() });
    },
    isDirty: () => pending !== null || sending !== null,
    getRevision: () => revision,
    stop: () => clearTimeout(timer),
  };
}
