import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { Graph } from '#core/graph/graph.ts';
import { isSameValue } from '#core/graph/is-same-value.ts';
import { readDraftBackup } from './draft-backup.ts';

export interface OpenedDraft {
  readonly graph: Graph;
  /** Whether the graph holds work that an earlier visit could not store. */
  readonly restored: boolean;
  /** Revision that the graph was made from; storing it finds out when another has come since. */
  readonly revision: number;
  /** The graph of that revision, where it is known. */
  readonly base: Graph | null;
}

/** The draft to open: what is stored, or what an earlier visit left unsaved in this browser. */
export function openDraft({ id, draft }: PipelineDetail, storage: Storage): OpenedDraft {
  const backup = readDraftBackup(id, storage);
  if (backup === null || isSameValue(backup.graph, draft.graph))
    return { graph: draft.graph, restored: false, revision: draft.revision, base: draft.graph };
  const base = backup.baseRevision === draft.revision ? draft.graph : null;
  return { graph: backup.graph, restored: true, revision: backup.baseRevision, base };
}
