import type { Division, PartRange } from '#connectors/kit/connector.ts';
import { publish } from '#core/platform/notify.ts';
import { fenceRun } from '../fence-run.ts';
import { findCheckpoint } from '../run-checkpoints.ts';
import { toJson } from '../save-step.ts';
import { readPartJob } from './read-part.job.ts';
import { removeParts } from './run-parts.ts';

/** The parts of one step of a run, under one claim of the run. */
export interface PartScope {
  readonly runId: string;
  readonly nodeId: string;
  readonly epoch: number;
}

/** What every part of a step has in common. */
export interface PartedReading {
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of kind and settings: with others, parts that were read do not belong to the rest. */
  readonly identity: string;
  readonly state: string | null;
  readonly stable: boolean;
  readonly lenient: boolean;
}

/** How the step's source was divided last in this run; null when it was not. */
export async function findReading(runId: string, nodeId: string): Promise<PartedReading | null> {
  const checkpoint = await findCheckpoint(runId, nodeId);
  return (checkpoint?.detail.parted as PartedReading | undefined) ?? null;
}

/**
 * Writes down the parts of a division and hands those that are not read yet to the workers; parts that an earlier
 * attempt read stay as they are where the ranges are still the same. Throws `run_lease_lost`.
 */
export async function planParts(
  scope: PartScope,
  reading: PartedReading,
  ranges: Division['ranges'],
  keepsRead: boolean,
): Promise<void> {
  const { runId, nodeId, epoch } = scope;
  if (!keepsRead) await removeParts(runId, nodeId);
  await fenceRun(runId, epoch, async (transaction) => {
    const detail = { parted: reading } as object;
    await transaction.runCheckpoint.upsert({
      where: { runId_nodeId: { runId, nodeId } },
      create: { runId, nodeId, complete: false, detail, blobKeys: [] },
      update: { complete: false, detail, blobKeys: [] },
    });
    const rows = ranges.map((range: PartRange, part) => ({ runId, nodeId, part, epoch, range: range as object }));
    if (!keepsRead) await transaction.runPart.createMany({ data: rows });
    await transaction.runPart.updateMany({ where: { runId, nodeId }, data: { epoch } });
    const where = { runId, nodeId, status: { not: 'succeeded' as const } };
    await transaction.runPart.updateMany({
      where,
      data: { status: 'pending', failures: 0, error: toJson(null), leaseUntil: null },
    });
    const waiting = await transaction.runPart.findMany({ where, select: { part: true } });
    await transaction.outboxMessage.createMany({
      data: waiting.map(({ part }) => ({
        topic: readPartJob.queue,
        key: `${runId}-${nodeId}-${epoch}-${part}`,
        payload: { runId, nodeId, epoch },
      })),
      skipDuplicates: true,
    });
    await publish('outbox', runId, transaction);
    await publish('run', runId, transaction);
  });
}

/** Takes parts of an earlier attempt over that were all read. Throws `run_lease_lost`. */
export async function adoptParts({ runId, nodeId, epoch }: PartScope): Promise<void> {
  await fenceRun(runId, epoch, async (transaction) => {
    await transaction.runPart.updateMany({ where: { runId, nodeId }, data: { epoch } });
  });
}
