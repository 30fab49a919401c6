import { getDatabase } from '#core/platform/database.ts';
import type { JobQueue } from '#core/platform/queue.ts';

const perTurn = 50;

/** Hands every erasure that is not done to the workers, once per minute: one whose worker died is taken up again. */
export async function enqueueErasures(queue: JobQueue<{ erasureId: string }>, now: Date): Promise<void> {
  const pending = await getDatabase().erasure.findMany({
    where: { status: 'pending' },
    take: perTurn,
    select: { id: true },
  });
  const minute = Math.floor(now.getTime() / 60_000);
  await queue.add(pending.map(({ id }) => ({ id: `${id}-${minute}`, payload: { erasureId: id } })));
}
