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
  await checkPublishable(graph);
  return getDatabase().$transaction(async (transaction) => {
    if (!(await lockDraft(transaction, pipelineId, baseRevision))) {
      throw await describeConflict(workspaceId, pipelineId, userId);
    }
    return publishGraph(transaction, session, pipeline, { graph, name });
  });
}

/** Throws `graph_invalid` (422, with its problems) when the graph cannot run. */
export async function checkPublishable(graph: Graph): Promise<void> {
  const { problems } = await checkPipeline(graph);
  if (problems.some(({ severity }) => severity === 'error')) throw new GraphInvalidError(problems);
}

/** Makes a checked graph the live version, and brings schedules and addresses in line with it. The pipeline's row is to be locked. */
export async function publishGraph(
  transaction: Transaction,
  session: Session,
  pipeline: { readonly id: string; readonly workspaceId: string },
  { graph, name }: { readonly graph: Graph; readonly name?: string | undefined },
): Promise<{ versionId: string; number: number }> {
  const version = await createVersion(transaction, session, pipeline.id, graph, name);
  await transaction.pipeline.update({ where: { id: pipeline.id }, data: { publishedVersionId: version.versionId } });
  await syncTriggers(transaction, pipeline, graph);
  return version;
}

/** The number that the next version of a pipeline gets. */
export async function nextVersionNumber(database: Pick<Transaction, 'pipelineVersion'>, pipelineId: string) {
  const { _max } = await database.pipelineVersion.aggregate({ where: { pipelineId }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
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
  const versionId = createId('ver');
  const number = await nextVersionNumber(transaction, pipelineId);
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
