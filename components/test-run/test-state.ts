import type { PreviewResponse, StandInRows } from '#core/contracts/pipelines.ts';
import type { PinView, TestResponse } from '#core/contracts/test-run.ts';
import type { Graph } from '#core/graph/graph.ts';

/** Rows picked in the preview of a step: they alone go on from it. */
export interface PickedRows {
  readonly nodeId: string;
  readonly port: string;
  /** Their places in the grid. */
  readonly places: readonly number[];
  readonly held: StandInRows;
  /** `hashUpstream` when they were picked: with other settings they are other rows. */
  readonly upstreamHash: string;
}

/** A test of a target, and whether what it says still holds. */
export interface TargetTestState {
  readonly nodeId: string;
  readonly response: TestResponse | null;
  readonly pending: boolean;
  /** In the reader's language; empty when the server did not answer. */
  readonly error: string | null;
  /** What the answer was made from; see `describeTest`. */
  readonly of: string;
}

/** A row that somebody is about to send for real, with the rows and settings as they were when that was asked. */
export interface RowSending {
  readonly nodeId: string;
  /** Among the rows of `input`. */
  readonly place: number;
  readonly input: PreviewResponse['inputs'][number];
  readonly graph: Graph;
}

/** What tests and pins add to the state of an open builder. */
export interface TestRunState {
  /** What is pinned, by whoever did it. */
  readonly pins: readonly PinView[];
  readonly picked: PickedRows | null;
  readonly test: TargetTestState | null;
  /** What the dock shows of a target. */
  readonly dockTab: 'rows' | 'requests';
  readonly dockOpen: boolean;
  readonly sending: RowSending | null;
  /** The output of a step that its preview shows, where that has it; null: the first. */
  readonly shownPort: string | null;
  /** The output whose rows somebody edits before they are pinned. */
  readonly pinEditing: Pick<PinView, 'nodeId' | 'port'> | null;
}

export const initialTestRun: TestRunState = {
  pins: [],
  picked: null,
  test: null,
  dockTab: 'rows',
  dockOpen: true,
  sending: null,
  shownPort: null,
  pinEditing: null,
};
