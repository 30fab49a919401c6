import { z } from 'zod';
import { ApiError, callApi } from '#components/queries/api-client.ts';
import { pipelineDetailSchema } from '#core/contracts/pipelines.ts';
import type { Graph } from '#core/graph/graph.ts';
import { isSameValue } from '#core/graph/is-same-value.ts';
import type { SaveOutcome } from './autosave.ts';

const savedSchema = z.object({ revision: z.number(), updatedAt: z.string() });

/** Stores a draft on top of the revision it was made from, and says what became of it. */
export async function saveDraft(pipelineId: string, graph: Graph, baseRevision: number): Promise<SaveOutcome> {
  try {
    const body = { graph, baseRevision };
    const saved = await callApi(`/pipelines/${pipelineId}/draft`, savedSchema, { method: 'PUT', body });
    return { kind: 'saved', revision: saved.revision };
  } catch (error) {
    if (!(error instanceof ApiError)) return { kind: 'offline' };
    if (error.code === 'draft_conflict') return lookAtStored(pipelineId, graph, error.message);
    if (error.status === 0 || error.status >= 500) return { kind: 'offline' };
    return { kind: 'refused', message: error.message };
  }
}

/** An answer lost on the way looks like a conflict at the next try, though what is stored is our own graph. */
async function lookAtStored(pipelineId: string, graph: Graph, message: string): Promise<SaveOutcome> {
  try {
    const { draft } = await callApi(`/pipelines/${pipelineId}`, pipelineDetailSchema);
    if (isSameValue(draft.graph, graph)) return { kind: 'saved', revision: draft.revision };
    const stored = { graph: draft.graph, revision: draft.revision, by: draft.updatedBy };
    return { kind: 'conflict', message, stored };
  } catch {
    return { kind: 'conflict', message };
  }
}
