import type { RunStatus } from '#core/contracts/runs.ts';
import { getDatabase } from '#core/platform/database.ts';
import { publish } from '#core/platform/notify.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { endRun } from './finish-run.ts';

/**
 * Cancels a run: at once while it is queued or waits to try targets again, which then never get its rows; one at work is asked to stop, which it does within seconds.
 * Answers the status it has now. Throws `run_not_found`; cancelling what has ended changes nothing.
 */
export function cancelRun({ workspaceId, runId }: { workspaceId: string; runId: string }): Promise<RunStatus> {
  return getDatabase().$transaction(async (transaction) => {
    const run = await transaction.run.findFirst({ where: { id: runId, workspaceId }, select: { status: true } });
    if (run === null) throw new TelarError('run_not_found', { status: 404 });
    for (const status of ['queued', 'retrying'] as const)
      if (await endRun(transaction, { id: runId, status }, { status: 'cancelled' })) return 'cancelled';
    await transaction.run.updateMany({
      where: { id: runId, status: 'running', cancelRequestedAt: null },
      data: { cancelRequestedAt: new Date() },
    });
    await publish('run', runId, transaction);
    return (await transaction.run.findUniqueOrThrow({ where: { id: runId }, select: { status: true } })).status;
  });
}
