import { z } from 'zod';
import type { Graph } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import type { DraftBackup } from './autosave.ts';

const storedSchema = z.object({ graph: z.unknown().transform(migrateGraph), baseRevision: z.number() });

function keyOf(pipelineId: string): string {
  return `telar:draft:${pipelineId}`;
}

/** Keeps the unsaved draft of a pipeline in the browser, so that neither a reload nor a crash loses it. */
export function createDraftBackup(pipelineId: string, storage: Storage): DraftBackup {
  return {
    keep(graph, baseRevision) {
      try {
        storage.setItem(keyOf(pipelineId), JSON.stringify({ graph, baseRevision }));
      } catch {
        // A full storage costs the backup, never the edit.
      }
    },
    clear: () => storage.removeItem(keyOf(pipelineId)),
  };
}

/** The unsaved draft that an earlier visit left behind, or null. */
export function readDraftBackup(pipelineId: string, storage: Storage): { graph: Graph; baseRevision: number } | null {
  const text = storage.getItem(keyOf(pipelineId));
  if (text === null) return null;
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    storage.removeItem(keyOf(pipelineId));
    return null;
  }
}
