import type { Locale } from '#core/contracts/identity.ts';
import type { RunSummary } from '#core/contracts/runs.ts';
import { presentFailure } from '#core/platform/present-error.ts';
import type { SerializedError } from '#core/platform/telar-error.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** What a run summary is made of; leaves out the graph, which is large. */
export const runSummarySelect = {
  id: true,
  pipelineId: true,
  status: true,
  trigger: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  parkedAt: true,
  rowsRead: true,
  rowsLoaded: true,
  rowsRejected: true,
  error: true,
  pipeline: { select: { name: true } },
  version: { select: { number: true } },
} satisfies Prisma.RunSelect;

export type RunSummaryRecord = Prisma.RunGetPayload<{ select: typeof runSummarySelect }>;

export function presentRunSummary(run: RunSummaryRecord, locale: Locale): RunSummary {
  return {
    id: run.id,
    pipelineId: run.pipelineId,
    pipelineName: run.pipeline.name,
    status: run.status,
    trigger: run.trigger,
    versionNumber: run.version?.number ?? null,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    // What is tried again hours later does not make the run itself that long.
    finishedAt: (run.parkedAt ?? run.finishedAt)?.toISOString() ?? null,
    rowsRead: Number(run.rowsRead),
    rowsLoaded: Number(run.rowsLoaded),
    rowsRejected: Number(run.rowsRejected),
    error: presentStoredError(run.error, locale),
  };
}

/** A failure stored as JSON on a run, step or connection, with its sentence. */
export function presentStoredError(error: Prisma.JsonValue, locale: Locale) {
  return error === null ? null : presentFailure(error as unknown as SerializedError, locale);
}
