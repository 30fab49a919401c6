import type { ReplayPlan, ReplaysRequest } from '#core/contracts/replays.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { describeEffects } from './describe-effects.ts';
import { readReplayed } from './start-replay.ts';

/** What replaying the runs would execute and could write twice, in the order they were given. Throws as starting them does. */
export async function planReplays(workspaceId: string, { runIds, of }: ReplaysRequest): Promise<ReplayPlan[]> {
  const runs = await findReplayable(workspaceId, runIds);
  const plans: ReplayPlan[] = [];
  for (const run of runs) {
    const { number, graph } = await readReplayed(getDatabase(), run, of);
    plans.push({
      runId: run.id,
      pipelineId: run.pipelineId,
      pipelineName: run.pipeline.name,
      versionNumber: number,
      targets: describeEffects(graph, run.steps),
    });
  }
  return plans;
}

/** The runs with their steps, all of them. */
export async function findReplayable(workspaceId: string, runIds: readonly string[]) {
  const runs = await getDatabase().run.findMany({
    where: { id: { in: [...runIds] }, workspaceId, pipeline: { archivedAt: null } },
    include: { steps: true, pipeline: { select: { name: true } } },
  });
  const byId = new Map(runs.map((run) => [run.id, run]));
  return [...new Set(runIds)].map((id) => {
    const run = byId.get(id);
    if (run === undefined) throw new TelarError('run_not_found', { status: 404 });
    return run;
  });
}
