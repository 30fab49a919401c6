import { setHealth } from '#core/connections/set-health.ts';
import { inTransaction, type Transaction } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { ConnectionHealth } from '#prisma/generated/client.ts';

/** Shows a vendor's pause as the connection's health, unless something worse is the matter. */
export function showPause(connectionId: string, until: number): Promise<void> {
  return whileHealthIs(connectionId, ['healthy', 'rate_limited'], async (name, transaction) => {
    const params = { connection: name, until };
    const reason = new TelarError('connection_rate_limited', { params, actor: 'nobody', retryable: true });
    await setHealth(connectionId, { state: 'rate_limited', reason, retryAt: new Date(until) }, transaction);
  });
}

/** Takes the pause back once the vendor answers again. */
export function hidePause(connectionId: string): Promise<void> {
  return whileHealthIs(connectionId, ['rate_limited'], (_, transaction) =>
    setHealth(connectionId, { state: 'healthy' }, transaction),
  );
}

function whileHealthIs(
  connectionId: string,
  expected: readonly ConnectionHealth[],
  change: (name: string, transaction: Transaction) => Promise<void>,
): Promise<void> {
  return inTransaction(undefined, async (transaction) => {
    const [row] = await transaction.$queryRaw<{ health: ConnectionHealth; name: string }[]>`
      SELECT health::text AS health, name FROM connections WHERE id = ${connectionId} FOR UPDATE`;
    if (row !== undefined && expected.includes(row.health)) await change(row.name, transaction);
  });
}
