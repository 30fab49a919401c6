import type { Graph } from '#core/graph/graph.ts';

/** What became of one attempt to store the draft. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'conflict' | 'refused'; readonly message: string };

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
  readonly save: (graph: Graph, baseRevision: number) => Promise<SaveOutcome>;
  readonly backup: DraftBackup;
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
  readonly adopt: (revision: number) => void;
  readonly isDirty: () => boolean;
  readonly getRevision: () => number;
  readonly stop: () => void;
}

/**
 * Stores the draft after every edit, one request at a time, against the revision it was based on.
 * Never overwrites: after a conflict it stays still until `adopt`. While offline it retries and keeps a backup.
 */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { save, backup, onState, delayMs = 400, retryMs = 3000 } = options;
  let revision = options.revision;
  let pending: Graph | null = null;
  let sending: Promise<void> | null = null;
  let halted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  function settle(graph: Graph, outcome: SaveOutcome): void {
    if (outcome.kind === 'saved') {
      revision = outcome.revision;
      if (pending === null) {
        backup.clear();
        onState({ kind: 'saved', at: Date.now() });
      } else wait(delayMs);
      return;
    }
    pending ??= graph;
    backup.keep(pending, revision);
    halted = outcome.kind === 'conflict';
    onState(outcome);
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
    if (pending === null) return true;
    if (halted) return false;
    sending = send(pending).finally(() => {
      sending = null;
    });
    await sending;
    return pending === null;
  }

  return {
    edit(graph) {
      pending = graph;
      backup.keep(graph, revision);
      if (halted) return;
      if (sending === null) onState({ kind: 'dirty' });
      wait(delayMs);
    },
    flush,
    adopt(stored) {
      revision = stored;
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
