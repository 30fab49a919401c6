import { createStore, type StoreApi } from 'zustand';
import { initialTestRun, type TestRunState } from '#components/test-run/test-state.ts';
import type { CheckResponse, PresentedProblem, PreviewResponse } from '#core/contracts/pipelines.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { applyCommand, type GraphCommand } from '#core/graph/commands.ts';
import type { Graph, Position } from '#core/graph/graph.ts';
import { mergeGraphs } from '#core/graph/merge-graphs.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { SaveState } from './autosave.ts';
import {
  emptyHistory,
  type GraphHistory,
  rebaseHistory,
  recordEdit,
  sealHistory,
  stepBack,
  stepForward,
} from './graph-history.ts';
import type { PendingPaste } from './pending-paste.ts';
import type { InsertPlace } from './plan-insert.ts';

/** A request to choose a step, shown as a palette at a point of the screen. */
export interface QuickAdd {
  readonly screen: { readonly x: number; readonly y: number };
  readonly place: InsertPlace;
}

/** Rows around one node, and whether newer ones are on their way. */
export interface PreviewState {
  /** The node that `response` shows. */
  readonly nodeId: string | null;
  readonly response: PreviewResponse | null;
  readonly stale: boolean;
  readonly error: string | null;
}

export interface BuilderState extends TestRunState {
  readonly pipelineId: string;
  readonly graph: Graph;
  readonly history: GraphHistory;
  readonly readOnly: boolean;
  /** Selected nodes, the one whose settings are open first. */
  readonly selection: readonly string[];
  readonly selectedEdges: readonly string[];
  readonly panelOpen: boolean;
  /** Whether the panel has more room, at the cost of the canvas. */
  readonly panelWide: boolean;
  /** A field that the panel brings into view, such as `conditions.2.value`. */
  readonly focusedField: string | null;
  readonly renamingId: string | null;
  readonly quickAdd: QuickAdd | null;
  /** Whether the bar at the left is open, and what it shows. */
  readonly paletteOpen: boolean;
  readonly leftTab: 'steps' | 'outline';
  /** A part of the screen that takes the focus as soon as it is there. */
  readonly focusWanted: 'palette' | 'outline' | null;
  readonly findOpen: boolean;
  readonly helpOpen: boolean;
  /** Null: shown when the pipeline is large. */
  readonly miniMap: boolean | null;
  /** The step for which one looks for what to connect it to. */
  readonly connectingId: string | null;
  readonly pendingPaste: PendingPaste | null;
  /** Text of rows to start from, while one looks at it. */
  readonly pastedRows: string | null;
  /** Where steps come from that have just been moved by themselves; the canvas shows the way. */
  readonly glideFrom: ReadonlyMap<string, Position> | null;
  readonly problems: readonly PresentedProblem[];
  /** Output fields per node and port. */
  readonly fields: CheckResponse['fields'];
  /** Rows per node on the sample. */
  readonly counts: Readonly<Record<string, number>>;
  readonly preview: PreviewState;
  readonly run: RunDetail | null;
  readonly saveState: SaveState;
  /** Whether the question what to do about a conflict is on the screen. */
  readonly conflictOpen: boolean;
  readonly set: (part: Partial<BuilderState>) => void;
  /**
   * Applies commands as one undo step; `key` joins it with edits of the same key before it.
   * An edit that does not fit the graph changes nothing and is told to `onRefused`.
   */
  readonly edit: (commands: readonly GraphCommand[], key?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Ends a gesture such as typing. */
  readonly seal: () => void;
  readonly select: (nodes: readonly string[], edges?: readonly string[]) => void;
  readonly openField: (nodeId: string, field?: string | null) => void;
  /**
   * Puts the edits since `base` on top of a graph that was stored elsewhere, in the present and in every step of
   * undo, so that undoing never takes back what someone else did. False, and nothing changed, where they disagree.
   */
  readonly rebase: (base: Graph, theirs: Graph) => boolean;
  /** Takes a graph from elsewhere as the present one, without history. */
  readonly replaceGraph: (graph: Graph) => void;
}

export type BuilderStore = StoreApi<BuilderState>;

export interface BuilderSeed {
  readonly pipelineId: string;
  readonly graph: Graph;
  readonly savedAt: number;
  readonly readOnly?: boolean;
  readonly onRefused?: (error: TelarError) => void;
}

/** Selection without the nodes and edges that are gone. */
function keepExisting(state: BuilderState, graph: Graph): Pick<BuilderState, 'selection' | 'selectedEdges'> {
  const nodes = new Set(graph.nodes.map(({ id }) => id));
  const edges = new Set(graph.edges.map(({ id }) => id));
  const selection = state.selection.filter((id) => nodes.has(id));
  const selectedEdges = state.selectedEdges.filter((id) => edges.has(id));
  return {
    selection: selection.length === state.selection.length ? state.selection : selection,
    selectedEdges: selectedEdges.length === state.selectedEdges.length ? state.selectedEdges : selectedEdges,
  };
}

/** The state of one open builder. The graph changes only through commands, undo and redo. */
export function createBuilderStore(seed: BuilderSeed): BuilderStore {
  return createStore<BuilderState>()((set, get) => {
    const show = (graph: Graph, history: GraphHistory) => set({ graph, history, ...keepExisting(get(), graph) });
    return {
      ...initialTestRun,
      pipelineId: seed.pipelineId,
      graph: seed.graph,
      history: emptyHistory,
      readOnly: seed.readOnly ?? false,
      selection: [],
      selectedEdges: [],
      panelOpen: false,
      panelWide: false,
      focusedField: null,
      renamingId: null,
      quickAdd: null,
      paletteOpen: true,
      leftTab: 'steps',
      focusWanted: null,
      findOpen: false,
      helpOpen: false,
      miniMap: null,
      connectingId: null,
      pendingPaste: null,
      pastedRows: null,
      glideFrom: null,
      problems: [],
      fields: {},
      counts: {},
      preview: { nodeId: null, response: null, stale: false, error: null },
      run: null,
      saveState: { kind: 'saved', at: seed.savedAt },
      conflictOpen: false,
      set: (part) => set(part),
      edit(commands, key) {
        const { graph, history, readOnly } = get();
        if (readOnly || commands.length === 0) return;
        try {
          const edited = commands.reduce(applyCommand, graph);
          if (edited !== graph) show(edited, recordEdit(history, graph, key ?? null));
        } catch (error) {
          if (!(error instanceof TelarError)) throw error;
          seed.onRefused?.(error);
        }
      },
      undo() {
        const step = stepBack(get().history, get().graph);
        if (step !== null && !get().readOnly) show(step.graph, step.history);
      },
      redo() {
        const step = stepForward(get().history, get().graph);
        if (step !== null && !get().readOnly) show(step.graph, step.history);
      },
      seal: () => set(({ history }) => ({ history: sealHistory(history) })),
      select: (nodes, edges = []) =>
        set(({ history }) => ({
          selection: nodes,
          selectedEdges: edges,
          focusedField: null,
          history: sealHistory(history),
        })),
      openField: (nodeId, field = null) => set({ selection: [nodeId], panelOpen: true, focusedField: field }),
      rebase(base, theirs) {
        const { graph, history } = get();
        const merged = mergeGraphs(base, graph, theirs);
        if (merged.ok) show(merged.graph, rebaseHistory(history, base, theirs));
        return merged.ok;
      },
      replaceGraph: (graph) => show(graph, emptyHistory),
    };
  });
}
