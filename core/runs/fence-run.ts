import { getDatabase, type Transaction } from '#core/platform/database.ts';
import { leaseLost } from './claim-run.ts';

/**
 * Runs `work` in a transaction during which nobody else can claim or end the run.
 * Throws `run_lease_lost` when the epoch has moved on; nothing is written then.
 */
export function fenceRun<Result>(
  runId: string,
  epoch: number,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return getDatabase().$transaction(async (transaction) => {
    const held = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM runs WHERE id = ${runId} AND epoch = ${epoch} AND status = 'running' FOR SHARE`;
    if (held.length === 0) throw leaseLost();
    return work(transaction);
  });
}
