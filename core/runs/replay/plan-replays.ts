import type { ReplayPlan, ReplaysRequest, ReplayTarget } from '#core/contracts/replays.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { describeEffects } from './describe-effects.ts';
import { readReplayed } from './start-replay.ts';

/** What replaying the runs would execute and could write twice, in the order they were given. Throws as starting them does. */
export async function planReplays(workspaceId: string, { runIds, of }: ReplaysRequest): Promise<ReplayPlan[]> {
  const runs = await findReplayable(workspaceId, runIds);
  const plans: ReplayPlan[] = [];
  for (const run of runs) {
    const { number, graph } = await readReplayed(getDatabase(), run, run.heldRows.length > 0 ? 'own' : of);
    plans.push({
      runId: run.id,
      pipelineId: run.pipelineId,
      pipelineName: run.pipeline.name,
      versionNumber: number,
      targets: describeHeld(describeEffects(graph, run.steps), run.heldRows),
    });
  }
  return plans;
}

/** A run that still holds rows brings them to the targets they are for, and to no other. */
function describeHeld(targets: ReplayTarget[], held: readonly { readonly nodeId: string }[]): ReplayTarget[] {
  if (held.length === 0) return targets;
  const isHeld = new Set(held.map(({ nodeId }) => nodeId));
  return targets.filter(({ nodeId }) => isHeld.has(nodeId)).map((target) => ({ ...target, duplicates: 0 }));
}

/** The runs with their steps, all of them. */
export async function findReplayable(workspaceId: string, runIds: readonly string[]) {
  const runs = await getDatabase().run.findMany({
    where: { id: { in: [...runIds] }, workspaceId, pipeline: { archivedAt: null } },
    include: {
      steps: true,
      heldRows: { where: { status: { in: ['waiting', 'failed'] } } },
      pipeline: { select: { name: true } },
    },
  });
  const byId = new Map(runs.map((run) => [run.id, run]));
  return [...new Set(runIds)].map((id) => {
    const run = byId.get(id);
    if (run === undefined) throw new TelarError('run_not_found', { status: 404 });
    return run;
  });
}
