import { emptyGraph, type Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';

export interface TestPipeline {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly versionId: string;
}

/** A published pipeline in a workspace of its own, for tests. */
export async function createTestPipeline(graph: Graph = emptyGraph): Promise<TestPipeline> {
  const ids = { workspaceId: createId('ws'), pipelineId: createId('pipe'), versionId: createId('ver') };
  const { workspaceId, pipelineId, versionId } = ids;
  const database = getDatabase();
  await database.workspace.create({ data: { id: workspaceId, name: 'Test' } });
  await database.pipeline.create({ data: { id: pipelineId, workspaceId, name: 'Test', draftGraph: graph as object } });
  const version = { id: versionId, workspaceId, pipelineId, number: 1, graph: graph as object };
  await database.pipelineVersion.create({ data: version });
  await database.pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: versionId } });
  return ids;
}
