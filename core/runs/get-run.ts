import type { Locale } from '#core/contracts/identity.ts';
import type { RunDetail, RunStepView } from '#core/contracts/runs.ts';
import { migrateGraph } from '#core/graph/migrate-graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { presentProblem } from '#core/platform/present-error.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { RunPart, RunStep } from '#prisma/generated/client.ts';
import { presentHeld } from './held-rows/present-held.ts';
import { presentRunSummary, presentStoredError, runSummarySelect } from './present-run.ts';
import type { StepWarning } from './save-step.ts';

/** A run with its graph, steps and files. Throws `run_not_found` (404). */
export async function getRun(workspaceId: string, runId: string, locale: Locale): Promise<RunDetail> {
  const run = await getDatabase().run.findFirst({
    where: { id: runId, workspaceId },
    select: {
      ...runSummarySelect,
      graph: true,
      epoch: true,
      rowsOfRunId: true,
      rowsOfNodeId: true,
      cancelRequestedAt: true,
      steps: { orderBy: { position: 'asc' } },
      artifacts: { orderBy: { nodeId: 'asc' } },
      heldRows: true,
      parts: { select: { nodeId: true, status: true, attempts: true } },
    },
  });
  if (run === null) throw new TelarError('run_not_found', { status: 404 });
  const held = await presentHeld(run.heldRows);
  return {
    ...presentRunSummary(run, locale),
    graph: migrateGraph(run.graph),
    attempt: run.epoch,
    cancelRequested: run.cancelRequestedAt !== null,
    rowsOf:
      run.rowsOfRunId === null || run.rowsOfNodeId === null
        ? null
        : { runId: run.rowsOfRunId, nodeId: run.rowsOfNodeId },
    steps: run.steps.map((step) => ({ ...presentStep(step, run.parts, locale), held: held.get(step.nodeId) ?? null })),
    artifacts: run.artifacts.map(({ nodeId, name, sizeBytes }) => ({ nodeId, name, sizeBytes: Number(sizeBytes) })),
  };
}

type PartState = Pick<RunPart, 'nodeId' | 'status' | 'attempts'>;

function presentStep(step: RunStep, parts: readonly PartState[], locale: Locale): Omit<RunStepView, 'held'> {
  return {
    nodeId: step.nodeId,
    status: step.status,
    rowsIn: Number(step.rowsIn),
    rowsOut: Number(step.rowsOut),
    rowsFiltered: Number(step.rowsFiltered),
    rowsRejected: Number(step.rowsRejected),
    rowsLoaded: Number(step.rowsLoaded),
    rowsUnchanged: Number(step.rowsUnchanged),
    rowsCreated: Number(step.rowsCreated),
    rowsUpdated: Number(step.rowsUpdated),
    rowsRemoved: Number(step.rowsRemoved),
    rowsByPort: step.rowsByPort as Record<string, number> | null,
    parts: countParts(parts.filter(({ nodeId }) => nodeId === step.nodeId)),
    warnings: ((step.warnings ?? []) as unknown as StepWarning[]).map(
      (warning) => presentProblem({ ...warning, severity: 'warning' }, locale).message,
    ),
    startedAt: step.startedAt?.toISOString() ?? null,
    finishedAt: step.finishedAt?.toISOString() ?? null,
    error: presentStoredError(step.error, locale),
  };
}

function countParts(parts: readonly PartState[]): RunStepView['parts'] {
  if (parts.length === 0) return null;
  const read = parts.filter(({ status }) => status === 'succeeded').length;
  return { total: parts.length, read, repeated: parts.filter(({ attempts }) => attempts > 1).length };
}
