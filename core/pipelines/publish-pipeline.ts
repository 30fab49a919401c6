import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import type { Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { checkPipeline } from '#core/runs/check-pipeline.ts';
import { syncTriggers } from '#core/schedules/sync-triggers.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { GraphInvalidError } from './graph-invalid-error.ts';
import { readGraph, writeGraph } from './read-graph.ts';
import { describeConflict } from './save-draft.ts';

export interface PublishRequest {
  readonly baseRevision: number;
  readonly name?: string | undefined;
}

/**
 * Makes the saved draft the live version and brings schedules and addresses in line with it, in one
 * transaction. Throws `draft_conflict` (409) when the draft is not at `baseRevision`, and
 * `graph_invalid` (422, with its problems) when it cannot run.
 */
export async function publishPipeline(
  session: Session,
  pipelineId: string,
  { baseRevision, name }: PublishRequest,
): Promise<{ versionId: string; number: number }> {
  const { workspaceId, userId } = session;
  const pipeline = await findPipeline(workspaceId, pipelineId);
  if (pipeline.draftRevision !== baseRevision) throw await describeConflict(workspaceId, pipelineId, userId);
  const graph = readGraph(pipeline.draftGraph);
  await checkAccess(session, listSettings(graph));
  const { problems } = await checkPipeline(graph);
  if (problems.some(({ severity }) => severity === 'error')) throw new GraphInvalidError(problems);
  return getDatabase().$transaction(async (transaction) => {
    if (!(await lockDraft(transaction, pipelineId, baseRevision))) {
      throw await describeConflict(workspaceId, pipelineId, userId);
    }
    const version = await createVersion(transaction, session, pipelineId, graph, name);
    await transaction.pipeline.update({ where: { id: pipelineId }, data: { publishedVersionId: version.versionId } });
    await syncTriggers(transaction, pipeline, graph);
    return version;
  });
}

/** Holds the pipeline's row until the transaction ends: false when the draft has moved on or is archived. */
async function lockDraft(transaction: Transaction, pipelineId: string, revision: number): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM pipelines WHERE id = ${pipelineId} AND draft_revision = ${revision} AND archived_at IS NULL
    FOR UPDATE`;
  return rows.length === 1;
}

async function createVersion(
  transaction: Transaction,
  { workspaceId, userId }: Session,
  pipelineId: string,
  graph: Graph,
  name: string | undefined,
): Promise<{ versionId: string; number: number }> {
  const { _max } = await transaction.pipelineVersion.aggregate({ where: { pipelineId }, _max: { number: true } });
  const versionId = createId('ver');
  const number = (_max.number ?? 0) + 1;
  await transaction.pipelineVersion.create({
    data: {
      id: versionId,
      workspaceId,
      pipelineId,
      number,
      name: name || null,
      graph: writeGraph(graph),
      createdBy: userId,
    },
  });
  return { versionId, number };
}
