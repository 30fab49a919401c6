import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { readGraph, writeGraph } from './read-graph.ts';

/** Creates a pipeline with a draft and nothing published; answers its id. */
export async function createPipeline(
  { workspaceId, userId }: Session,
  { name, graph = emptyGraph }: { name: string; graph?: Graph | undefined },
): Promise<string> {
  const id = createId('pipe');
  await getDatabase().pipeline.create({
    data: { id, workspaceId, name, draftGraph: writeGraph(graph), draftUpdatedBy: userId, createdBy: userId },
  });
  return id;
}

/** Copies the draft of a pipeline into a new one; answers its id. */
export async function duplicatePipeline(session: Session, pipelineId: string, name?: string): Promise<string> {
  const pipeline = await findPipeline(session.workspaceId, pipelineId);
  const copyName = name ?? `${pipeline.name.slice(0, 116)} (2)`;
  return createPipeline(session, { name: copyName, graph: readGraph(pipeline.draftGraph) });
}
