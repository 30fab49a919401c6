import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { HeldRows } from '#prisma/generated/client.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';
import { clearHeldRows } from './clear-held-rows.ts';
import { settleStatus } from './settle-status.ts';

export interface HeldPlace {
  readonly workspaceId: string;
  readonly runId: string;
  readonly nodeId: string;
}

/**
 * Has held rows sent as soon as a worker is free, alone. Throws `held_rows_not_found` (404), `held_rows_at_work`,
 * `held_rows_behind` or `held_rows_outdated` (409).
 */
export function retryHeldRows(place: HeldPlace, now = new Date()): Promise<void> {
  return change(place, async (transaction, held) => {
    if (held.status === 'waiting' && held.nextAt === null) throw new TelarError('held_rows_behind', { status: 409 });
    await refuseOutdated(transaction, held);
    await transaction.heldRows.update({
      where: { runId_nodeId: { runId: held.runId, nodeId: held.nodeId } },
      data: { status: 'waiting', nextAt: now, ...(held.status === 'failed' && { attempts: 0 }) },
    });
  });
}

/** Lets held rows go: the target never gets them, and those behind them move up. Throws as `retryHeldRows` does. */
export async function giveUpHeldRows(place: HeldPlace): Promise<void> {
  await change(place, async (transaction, { runId, nodeId }) => {
    const data = { status: 'given_up' as const, nextAt: null };
    await transaction.heldRows.update({ where: { runId_nodeId: { runId, nodeId } }, data });
  });
  await clearHeldRows(place.runId);
}

function change(
  { workspaceId, runId, nodeId }: HeldPlace,
  work: (transaction: Transaction, held: HeldRows) => Promise<void>,
): Promise<void> {
  return getDatabase().$transaction(async (transaction) => {
    const where = { runId, nodeId, run: { workspaceId, pipeline: { archivedAt: null } } };
    const found = await transaction.heldRows.findFirst({ where });
    if (found === null) throw new TelarError('held_rows_not_found', { status: 404 });
    await lockPipelineRuns(transaction, found.pipelineId);
    const held = await transaction.heldRows.findFirst({ where, include: { run: { select: { status: true } } } });
    if (held === null || !['waiting', 'failed'].includes(held.status))
      throw new TelarError('held_rows_not_found', { status: 404 });
    if (!['retrying', 'failed'].includes(held.run.status)) throw new TelarError('held_rows_at_work', { status: 409 });
    await work(transaction, held);
    await settleStatus(transaction, runId);
  });
}

/** Where a later run has brought rows of other settings, sending earlier ones would turn newer values back. */
async function refuseOutdated(transaction: Transaction, { runId, nodeId, pipelineId }: HeldRows): Promise<void> {
  const { createdAt, graph } = await transaction.run.findUniqueOrThrow({ where: { id: runId } });
  const node = (graph as { nodes?: { id: string; settings?: { mode?: string } }[] }).nodes?.find(
    ({ id }) => id === nodeId,
  );
  const mode = node?.settings?.mode;
  if (mode === undefined || mode === 'append' || mode === 'event') return;
  const later = await transaction.runStep.count({
    where: {
      ...{ nodeId, status: 'succeeded', rowsLoaded: { gt: 0 } },
      run: { pipelineId, createdAt: { gt: createdAt }, trigger: { notIn: ['replay', 'undo'] } },
    },
  });
  if (later > 0) throw new TelarError('held_rows_outdated', { status: 409 });
}
