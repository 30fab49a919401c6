import { getDatabase } from '#core/platform/database.ts';
import type { JobQueue } from '#core/platform/queue.ts';

const perTurn = 500;

/**
 * Hands every grant that is due to the workers; answers how many. Handing one over again while its job waits changes
 * nothing, and a job that comes late finds a newer version.
 */
export async function enqueueDueRefreshes(
  queue: JobQueue<{ connectionId: string; version: number }>,
  now: Date,
): Promise<number> {
  const due = await getDatabase().connectionGrant.findMany({
    where: { refreshDueAt: { lte: now }, connection: { health: { in: ['healthy', 'rate_limited'] } } },
    orderBy: { refreshDueAt: 'asc' },
    take: perTurn,
    select: { connectionId: true, version: true },
  });
  await queue.add(due.map((grant) => ({ id: `${grant.connectionId}-${grant.version}`, payload: grant })));
  return due.length;
}
