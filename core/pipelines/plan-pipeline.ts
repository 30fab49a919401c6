import { checkAccess, listSettings } from '#core/connections/check-access.ts';
import type { RunPlanView } from '#core/contracts/run-plan.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { planRun } from '#core/runs/plan-run.ts';
import type { Session } from '#core/security/session.ts';
import { findPipeline } from './find-pipeline.ts';
import { readGraph } from './read-graph.ts';

/** What a run of the saved draft or the live version would do. Throws `pipeline_unpublished` (409) and what a run would. */
export async function planPipeline(
  session: Session,
  pipelineId: string,
  of: 'draft' | 'published',
  signal: AbortSignal,
): Promise<RunPlanView> {
  const pipeline = await findPipeline(session.workspaceId, pipelineId);
  if (of === 'draft') return planGraph(session, pipelineId, readGraph(pipeline.draftGraph), signal);
  return plan(session, pipelineId, readGraph(await readPublished(pipeline.publishedVersionId)), signal);
}

/** What a run of a graph would do that is not live, which the reader must have the right to run. */
export async function planGraph(
  session: Session,
  pipelineId: string,
  graph: Graph,
  signal: AbortSignal,
): Promise<RunPlanView> {
  await checkAccess(session, listSettings(graph));
  return plan(session, pipelineId, graph, signal);
}

async function plan(
  { workspaceId }: Session,
  pipelineId: string,
  graph: Graph,
  signal: AbortSignal,
): Promise<RunPlanView> {
  const found = await planRun({ workspaceId, pipelineId, graph, allowRemovals: false, signal });
  const nameOf = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return {
    ...found,
    targets: found.targets.map((target) => ({
      ...target,
      reasons: [...target.reasons],
      name: nameOf.get(target.nodeId) ?? '',
    })),
  };
}

async function readPublished(versionId: string | null) {
  if (versionId === null) throw new TelarError('pipeline_unpublished', { status: 409 });
  return (await getDatabase().pipelineVersion.findUniqueOrThrow({ where: { id: versionId } })).graph;
}
