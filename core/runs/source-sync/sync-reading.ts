import type { ChangesStart, Since } from '#connectors/kit/connector.ts';
import type { SourceStep } from '#core/compiler/plan.ts';
import type { OpaqueState } from '../node-states.ts';
import type { RowStorage } from '../stored-rows.ts';

/** One reading of a source in one run, as a sync mode sees it. */
export interface SyncReading extends RowStorage {
  readonly runId: string;
  readonly workspaceId: string;
  readonly pipelineId: string;
  /** For a plan: nothing may be left behind. */
  readonly dry: boolean;
  /** Whether someone agreed to more removals than the brake lets pass. */
  readonly allowRemovals: boolean;
  readonly step: SourceStep;
  /** What the step remembers; null when it starts from nothing. */
  readonly state: OpaqueState | null;
  /** Reads the given fields of the whole source into a table of their own. */
  readonly readKeys: (relation: string, keys: readonly string[]) => Promise<void>;
}

/** What is left of the rows that were read, and what to remember once they are loaded. */
export interface SyncOutcome {
  readonly state: OpaqueState;
  /** Rows that are in the step's table now. */
  readonly rows: number;
  /** Rows that were read and left out, because an earlier run had them. */
  readonly unchanged: number;
  /** Rows that were added to those read, because they are gone from the source. */
  readonly removed: number;
  /** Rows set aside because their key is blank or repeated. */
  readonly rejected: number;
}

/** A way of reading less than everything. */
export interface SyncMode {
  /** From where the connector should read; null: everything. */
  readonly findStart: (reading: SyncReading) => Promise<Since | null>;
  /** Where the connector should go on in the source's log of changes, for modes that read one. */
  readonly findChanges?: (reading: SyncReading) => Promise<ChangesStart>;
  /** Leaves in the step's table what is new. `horizon`: see `Extraction`. */
  readonly settle: (reading: SyncReading, since: Since | null, horizon: string | null) => Promise<SyncOutcome>;
}

/** Where a mode keeps a file that lives as long as the state it belongs to. */
export function stateBlobKey({ pipelineId, step, runId }: SyncReading, name: string): string {
  return `states/${pipelineId}/${step.nodeId}/${runId}-${name}.parquet`;
}
