import type { Transaction } from '#core/platform/database.ts';

/** What became of the rows of a replay. */
export interface ReplayVerdict {
  /** Those that the step they entered at, or what brought them there, refused again. */
  readonly refused: readonly RefusedAgain[];
  /** Whether a later step refused rows: then nobody can say of one row that it landed. */
  readonly refusedLater: boolean;
}

export interface RefusedAgain {
  /** Among the replayed rows, from 0. */
  readonly place: number;
  readonly reason: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly rule: string | null;
}

/** Marks the rows of a replay in the transaction that ends it: refused ones are open again and say why. */
export async function settleReplay(
  transaction: Transaction,
  runId: string,
  { refused, refusedLater }: ReplayVerdict,
): Promise<void> {
  const again = JSON.stringify(refused);
  await transaction.$executeRaw`
    WITH placed AS (
      SELECT run_id, node_id, "row", row_number() OVER (ORDER BY "row") - 1 AS place
      FROM rejected_records WHERE replay_run_id = ${runId} AND status = 'replaying'),
    again AS (SELECT (value->>'place')::int AS place, value - 'place' AS refusal FROM jsonb_array_elements(${again}::jsonb) AS value)
    UPDATE rejected_records AS kept SET
      status = (CASE WHEN again.place IS NOT NULL THEN 'open' WHEN ${refusedLater} THEN 'passed' ELSE 'landed' END)::"RejectedStatus",
      refusal = coalesce(again.refusal, kept.refusal), updated_at = now()
    FROM placed LEFT JOIN again USING (place)
    WHERE kept.run_id = placed.run_id AND kept.node_id = placed.node_id AND kept."row" = placed."row"`;
}

/** A replay that failed or was cancelled leaves its rows as they were. */
export async function reopenReplayed(transaction: Transaction, runId: string): Promise<void> {
  await transaction.rejectedRecord.updateMany({
    where: { replayRunId: runId, status: 'replaying' },
    data: { status: 'open' },
  });
}
