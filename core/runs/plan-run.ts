import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import { createId } from '#core/platform/create-id.ts';
import { getDatabase } from '#core/platform/database.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { executePlan } from './execute-plan.ts';
import { compileRun, settleDrift } from './execute-run.ts';
import type { PlannedTarget } from './planned-target.ts';
import { createDriftWatch } from './source-drift/drift-watch.ts';

export interface PlanRunOptions {
  readonly workspaceId: string;
  readonly pipelineId: string;
  readonly graph: Graph;
  readonly allowRemovals: boolean;
  readonly signal: AbortSignal;
}

export interface RunPlan {
  readonly rowsRead: number;
  /** Rows set aside before they reach a target. */
  readonly rowsRejected: number;
  readonly targets: readonly PlannedTarget[];
  /** About how long the run would take. */
  readonly seconds: number;
}

/** Each request to an API takes about this long where nothing is known of it. */
const secondsPerRequest = 0.4;

/**
 * What a run of the graph would do, found out by doing all of it but the writing: sources are read, targets are read
 * and compared, nothing is sent, remembered or kept. Rejects with a TelarError where the run would fail.
 */
export async function planRun({ graph, ...scope }: PlanRunOptions): Promise<RunPlan> {
  const now = new Date();
  const plan = compileRun(graph, now);
  const folder = join(readConfig().dataDir, 'short', `plan-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  const { engineMemoryMb: memoryLimitMb } = readConfig();
  const { signal } = scope;
  const session = await getEnginePool().open({ folder, storage: 'memory', memoryLimitMb, deadlineMs: 600_000, signal });
  const targets: PlannedTarget[] = [];
  const recorder = {
    start: async () => undefined,
    progress: () => undefined,
    attach: () => undefined,
    succeed: async () => undefined,
    failStep: async () => undefined,
    hold: async () => undefined,
    fail: async () => undefined,
  };
  const dry = { addTarget: (target: PlannedTarget) => void targets.push(target) };
  const startedAt = performance.now();
  try {
    const run = { runId: createId('run'), epoch: 0, event: null, recorder, holds: false, dry };
    const drift = createDriftWatch(graph, now.toISOString());
    const execution = await settleDrift({ ...scope, ...run, plan, drift, session, folder });
    const { rowsRead, rowsRejected } = await executePlan(execution);
    const measured = (performance.now() - startedAt) / 1000;
    const requests = targets.reduce((sum, target) => sum + target.requests, 0);
    const seconds = (await readUsualSeconds(scope.pipelineId)) ?? measured + requests * secondsPerRequest;
    const atTargets = targets.reduce((sum, target) => sum + target.rejected, 0);
    return { rowsRead, rowsRejected: rowsRejected - atTargets, targets, seconds };
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the last runs took, the middle one of three; null before the first. */
async function readUsualSeconds(pipelineId: string): Promise<number | null> {
  const runs = await getDatabase().run.findMany({
    where: {
      pipelineId,
      status: 'succeeded',
      undoesRunId: null,
      parkedAt: null,
      startedAt: { not: null },
      finishedAt: { not: null },
    },
    orderBy: { createdAt: 'desc' },
    take: 3,
    select: { startedAt: true, finishedAt: true },
  });
  const seconds = runs.map(({ startedAt, finishedAt }) => (Number(finishedAt) - Number(startedAt)) / 1000);
  return seconds.sort((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? null;
}
