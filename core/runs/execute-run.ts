import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compileGraph } from '#core/compiler/compile-graph.ts';
import type { Plan } from '#core/compiler/plan.ts';
import { getEnginePool } from '#core/engine/engine-pool.ts';
import type { Graph } from '#core/graph/graph.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { HeldRows, Run } from '#prisma/generated/client.ts';
import { errorOfProblem } from './error-of-problem.ts';
import { executePlan } from './execute-plan.ts';
import { finishRun } from './finish-run.ts';
import { findDueRows } from './held-rows/find-due-rows.ts';
import { parkRun } from './held-rows/park-run.ts';
import { retryTargets } from './held-rows/retry-targets.ts';
import { settleRetry } from './held-rows/settle-retry.ts';
import { keepRunningSteps } from './needed-steps.ts';
import type { PlanExecution } from './plan-execution.ts';
import { createStepRecorder } from './record-steps.ts';
import { judgeReplay } from './replay-rows/judge-replay.ts';
import { createDriftWatch } from './source-drift/drift-watch.ts';
import { settleSources } from './source-drift/settle-sources.ts';
import { executeUndo, keepUndoneSteps } from './undo/execute-undo.ts';

export interface ExecuteRunOptions {
  readonly runId: string;
  /** The claim this execution belongs to; under an older one nothing can be written. */
  readonly epoch: number;
  /** Aborted with `run_cancelled` when the user cancels, with another reason when the worker must let go. */
  readonly signal: AbortSignal;
}

/** What an execution took. */
export interface RunReport {
  /** Most resident memory of the engine's process. */
  readonly peakRssBytes: number;
}

/**
 * Executes a claimed run to its end and records the outcome, success or failure.
 * Rejects only when the outcome must not be recorded here: the claim is lost or the worker is letting go.
 */
export async function executeRun({ runId, epoch, signal }: ExecuteRunOptions): Promise<RunReport> {
  let peakRssBytes = 0;
  const run = await getDatabase().run.findUniqueOrThrow({ where: { id: runId }, include: { hookEvent: true } });
  const folder = join(readConfig().dataDir, 'runs', `${runId}-${epoch}`);
  try {
    const graph = migrateGraph(run.graph);
    const compiled = compileRun(graph, run.createdAt);
    const { undoesRunId } = run;
    const plan = undoesRunId === null ? compiled : await keepUndoneSteps(compiled, { ...run, undoesRunId });
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const { engineMemoryMb: memoryLimitMb, runDeadlineMs: deadlineMs } = readConfig();
    const session = await getEnginePool().open({ folder, storage: 'memory', memoryLimitMb, deadlineMs, signal });
    const event = run.hookEvent && { contentType: run.hookEvent.contentType, body: run.hookEvent.body };
    const due = run.parkedAt === null ? null : await listDue(runId);
    const recorder = await createStepRecorder(
      runId,
      epoch,
      plan,
      due?.map(({ nodeId }) => nodeId),
    );
    try {
      const { workspaceId, pipelineId, allowRemovals } = run;
      // Whoever feeds refused rows in again, or takes a run back, looks at how it goes.
      const holds = run.rowsOfNodeId === null && undoesRunId === null;
      const scope = { runId, epoch, workspaceId, pipelineId, allowRemovals };
      const drift = createDriftWatch(graph, run.createdAt.toISOString());
      const execution = { ...scope, plan, drift, session, folder, signal, recorder, event, holds };
      // Rows that are replayed come from a file of ours, which is as it was made.
      const perform = async () => executePlan(run.rowsOfNodeId === null ? await settleDrift(execution) : execution);
      if (due !== null) {
        await settleRetry(run, epoch, await retryTargets(execution, due));
        return { peakRssBytes: session.peakRssBytes() };
      }
      const outcome = undoesRunId === null ? await perform() : await executeUndo(execution, undoesRunId);
      const { held, ...totals } = { held: [], ...outcome };
      if (held.length > 0) {
        await parkRun(run, epoch, totals, held);
        return { peakRssBytes: session.peakRssBytes() };
      }
      const replay = run.rowsOfNodeId === null ? {} : { replay: await judgeReplay(session, plan, run.rowsOfNodeId) };
      await finishRun(runId, epoch, { status: 'succeeded', error: null, ...totals, ...replay });
    } catch (error) {
      await recorder.fail(error);
      throw error;
    } finally {
      await session.close();
      peakRssBytes = session.peakRssBytes();
    }
  } catch (error) {
    await recordFailure(run, epoch, signal, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { peakRssBytes };
}

/** The execution with its sources as they are now, and its plan made anew where they differ. */
export async function settleDrift(execution: PlanExecution): Promise<PlanExecution> {
  const graph = await settleSources(execution);
  if (graph === null) return execution;
  const drift = { ...execution.drift, graph };
  return { ...execution, drift, plan: compileRun(graph, new Date(drift.now)) };
}

/** The steps that a run of the graph executes. Throws the first problem that keeps it from running. */
export function compileRun(graph: Graph, createdAt: Date): Plan {
  const { plan, problems } = compileGraph(graph, { now: createdAt.toISOString() });
  const blocking = problems.find(({ severity }) => severity === 'error');
  if (blocking !== undefined) throw errorOfProblem(blocking);
  return keepRunningSteps(plan);
}

/** Held rows that this claim of the run is for. */
async function listDue(runId: string): Promise<HeldRows[]> {
  const nodeIds = (await findDueRows(new Date(), runId)).map(({ nodeId }) => nodeId);
  return getDatabase().heldRows.findMany({ where: { runId, nodeId: { in: nodeIds } } });
}

async function recordFailure(run: Run, epoch: number, signal: AbortSignal, error: unknown): Promise<void> {
  const { id: runId, parkedAt } = run;
  const cause: unknown = signal.aborted ? signal.reason : error;
  const failure = cause instanceof TelarError ? cause : unexpectedFailure(runId, cause);
  if (failure.code === 'run_lease_lost' || failure.code === 'worker_stopping') throw failure;
  const status = failure.code === 'run_cancelled' ? 'cancelled' : 'failed';
  if (parkedAt !== null && status === 'failed') {
    const outcomes = (await listDue(runId)).map(({ nodeId }) => ({ nodeId, failure: failure.onNode(nodeId) }));
    return settleRetry(run, epoch, outcomes);
  }
  await finishRun(runId, epoch, { status, error: status === 'failed' ? failure.toJSON() : null });
}

function unexpectedFailure(runId: string, cause: unknown): TelarError {
  getLogger('runs').error({ runId, error: cause }, 'run failed unexpectedly');
  return new TelarError('internal', { actor: 'admin', params: { reference: runId }, status: 500, cause });
}
