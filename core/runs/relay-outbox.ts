import { getDatabase } from '#core/platform/database.ts';
import type { JobQueue } from '#core/platform/queue.ts';

interface OutboxRow {
  readonly id: bigint;
  readonly key: string;
  readonly payload: unknown;
}

const batchSize = 500;

/**
 * Moves messages of a topic from the outbox to its queue and answers how many. Several processes may relay
 * at once. A crash between the two repeats a message, which the job's id makes harmless.
 */
export async function relayOutbox<Payload>(topic: string, queue: JobQueue<Payload>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await relayBatch(topic, queue);
    total += count;
    if (count < batchSize) return total;
  }
}

function relayBatch<Payload>(topic: string, queue: JobQueue<Payload>): Promise<number> {
  return getDatabase().$transaction(async (transaction) => {
    const rows = await transaction.$queryRaw<OutboxRow[]>`
      SELECT id, key, payload FROM outbox_messages
      WHERE topic = ${topic} AND dispatched_at IS NULL
      ORDER BY id LIMIT ${batchSize}
      FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return 0;
    await queue.add(rows.map(({ key, payload }) => ({ id: key, payload: payload as Payload })));
    await transaction.outboxMessage.updateMany({
      where: { id: { in: rows.map((row) => row.id) } },
      data: { dispatchedAt: new Date() },
    });
    return rows.length;
  });
}
