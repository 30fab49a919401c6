import { findBlockingConnection } from '#core/connections/find-blocking-connection.ts';
import type { Graph } from '#core/graph/graph.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { createRun } from '#core/runs/create-run.ts';
import { hasActiveRun, lockPipelineRuns } from '#core/runs/release-waiting-run.ts';
import type { ExpectedRunOutcome, Pipeline, PipelineVersion, Schedule } from '#prisma/generated/client.ts';
import { nextOccurrences } from './next-occurrences.ts';

/** An occurrence that starts no later than this is on time, whatever the policy for missed ones. */
const graceMs = 5 * 60_000;
const schedulesPerTick = 100;
const occurrencesPerTick = 500;
/** Runs that may wait behind one another; beyond, an occurrence is skipped. */
const waitingLimit = 20;

type DueSchedule = Schedule & { pipeline: Pipeline & { publishedVersion: PipelineVersion | null } };

/**
 * Decides every occurrence that has come due: at most one run per schedule, for its latest occurrence, and a
 * ledger row for each. Bounded work per call; safe to run concurrently. Answers how many schedules were due.
 */
export async function runDueSchedules(now: Date): Promise<number> {
  for (let done = 0; done < schedulesPerTick; done++) {
    const found = await getDatabase().$transaction((transaction) => runNextSchedule(transaction, now));
    if (!found) return done;
  }
  return schedulesPerTick;
}

async function runNextSchedule(transaction: Transaction, now: Date): Promise<boolean> {
  const [locked] = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM schedules WHERE next_due_at <= ${now} ORDER BY next_due_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  if (locked === undefined) return false;
  const schedule = await transaction.schedule.findUniqueOrThrow({
    where: { id: locked.id },
    include: { pipeline: { include: { publishedVersion: true } } },
  });
  const isLive = schedule.pipeline.archivedAt === null && schedule.pipeline.publishedVersion !== null;
  const { due, next } = isLive ? listDue(schedule, now) : { due: [], next: null };
  for (const [index, dueAt] of due.entries()) {
    const isLatest = index === due.length - 1 && (next === null || next > now);
    await decide(transaction, schedule, dueAt, isLatest, now);
  }
  await transaction.schedule.update({ where: { id: schedule.id }, data: { nextDueAt: next } });
  return true;
}

/** Occurrences from the one that is due first up to now, and the one after them. */
function listDue({ nextDueAt, cron, timeZone }: Schedule, now: Date): { due: Date[]; next: Date | null } {
  if (nextDueAt === null) return { due: [], next: null };
  const later = nextOccurrences(cron, timeZone, occurrencesPerTick, nextDueAt);
  const due = [nextDueAt, ...later.filter((moment) => moment <= now)].slice(0, occurrencesPerTick);
  return { due, next: later[due.length - 1] ?? null };
}

async function decide(transaction: Transaction, schedule: DueSchedule, dueAt: Date, isLatest: boolean, now: Date) {
  const key = { scheduleId: schedule.id, dueAt };
  const known = await transaction.expectedRun.findUnique({ where: { scheduleId_dueAt: key } });
  if (known !== null) return;
  const outcome = await chooseOutcome(transaction, schedule, dueAt, isLatest, now);
  const runId = outcome === 'started' ? await startRun(transaction, schedule) : null;
  await transaction.expectedRun.create({ data: { ...key, outcome, runId, decidedAt: now } });
}

async function chooseOutcome(
  transaction: Transaction,
  schedule: DueSchedule,
  dueAt: Date,
  isLatest: boolean,
  now: Date,
): Promise<ExpectedRunOutcome> {
  if (schedule.pausedAt !== null && schedule.pausedAt <= dueAt) return 'skipped_paused';
  if (!isLatest) return 'missed';
  if (schedule.missedPolicy === 'skip' && now.getTime() - dueAt.getTime() > graceMs) return 'missed';
  const { workspaceId, pipelineId, pipeline } = schedule;
  const graph = pipeline.publishedVersion?.graph as unknown as Graph | undefined;
  if (graph && (await findBlockingConnection(workspaceId, graph, transaction))) return 'skipped_connection';
  await lockPipelineRuns(transaction, pipelineId);
  if (schedule.overlapPolicy === 'allow' || !(await hasActiveRun(transaction, pipelineId))) return 'started';
  if (schedule.overlapPolicy === 'skip') return 'skipped_overlap';
  const waiting = await transaction.run.count({ where: { pipelineId, status: 'queued', waiting: true } });
  return waiting < waitingLimit ? 'started' : 'skipped_overlap';
}

async function startRun(transaction: Transaction, schedule: DueSchedule): Promise<string | null> {
  const version = schedule.pipeline.publishedVersion;
  if (version === null) return null;
  const { workspaceId, pipelineId, nodeId: triggerNodeId, overlapPolicy } = schedule;
  const waitForIdle = overlapPolicy === 'queue' && (await hasActiveRun(transaction, pipelineId));
  const run = {
    workspaceId,
    pipelineId,
    triggerNodeId,
    versionId: version.id,
    graph: version.graph as unknown as Graph,
  };
  return createRun({ ...run, trigger: 'schedule', waitForIdle, transaction });
}
