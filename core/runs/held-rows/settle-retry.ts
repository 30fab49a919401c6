import { getDatabase } from '#core/platform/database.ts';
import type { Run } from '#prisma/generated/client.ts';
import { leaseLost } from '../claim-run.ts';
import { lockPipelineRuns } from '../release-waiting-run.ts';
import { commitStates } from '../run-checkpoints.ts';
import { toJson } from '../save-step.ts';
import { clearHeldRows } from './clear-held-rows.ts';
import { planNextAttempt } from './retry-policy.ts';
import type { RetryOutcome } from './retry-targets.ts';
import { settleStatus } from './settle-status.ts';

/** Records how an attempt at held rows went and gives the run back, in one transaction. Throws `run_lease_lost`. */
export async function settleRetry(
  { id: runId, pipelineId }: Pick<Run, 'id' | 'pipelineId'>,
  epoch: number,
  outcomes: readonly RetryOutcome[],
  now = new Date(),
): Promise<void> {
  await getDatabase().$transaction(async (transaction) => {
    await lockPipelineRuns(transaction, pipelineId);
    for (const { nodeId, failure } of outcomes) {
      const where = { runId_nodeId: { runId, nodeId } };
      const { attempts } = await transaction.heldRows.findUniqueOrThrow({ where, select: { attempts: true } });
      const next = failure === null ? null : planNextAttempt(failure.toJSON(), attempts + 1, now);
      await transaction.heldRows.update({
        where,
        data: {
          attempts: attempts + 1,
          status: next?.status ?? 'delivered',
          nextAt: next?.nextAt ?? null,
          error: toJson(next?.error ?? null),
        },
      });
    }
    if (!(await settleStatus(transaction, runId, epoch))) throw leaseLost();
    await commitStates(transaction, runId, 'succeeded');
  });
  await clearHeldRows(runId);
}
