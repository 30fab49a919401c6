import type { Graph } from '#core/graph/graph.ts';
import { getDatabase, type Transaction } from '#core/platform/database.ts';
import type { Connection } from '#prisma/generated/client.ts';

/** A connection of the graph that waits for a person, so that a run would fail; null when there is none. */
export function findBlockingConnection(
  workspaceId: string,
  { nodes }: Graph,
  transaction: Transaction = getDatabase(),
): Promise<Connection | null> {
  const ids = nodes.flatMap(({ settings }) => {
    const { connectionId } = settings as { connectionId?: unknown };
    return typeof connectionId === 'string' && connectionId !== '' ? connectionId : [];
  });
  if (ids.length === 0) return Promise.resolve(null);
  return transaction.connection.findFirst({
    where: { id: { in: ids }, workspaceId, health: { in: ['needs_reconnect', 'revoked'] } },
    orderBy: { healthSince: 'asc' },
  });
}
