import type { z } from 'zod';
import type { expectedRunSchema } from '#core/contracts/pipelines.ts';
import { getDatabase } from '#core/platform/database.ts';
import { findPipeline } from './find-pipeline.ts';

const maxListed = 100;

/** What became of the latest due occurrences of a pipeline's schedules, newest first. */
export async function listExpectedRuns(
  workspaceId: string,
  pipelineId: string,
): Promise<z.infer<typeof expectedRunSchema>[]> {
  const { id } = await findPipeline(workspaceId, pipelineId);
  const expected = await getDatabase().expectedRun.findMany({
    where: { schedule: { pipelineId: id } },
    orderBy: { dueAt: 'desc' },
    take: maxListed,
  });
  return expected.map(({ scheduleId, dueAt, outcome, runId }) => ({
    scheduleId,
    dueAt: dueAt.toISOString(),
    outcome,
    runId,
  }));
}
