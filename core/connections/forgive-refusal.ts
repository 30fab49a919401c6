import type { Transaction } from '#core/platform/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { readReasonCode, setHealth } from './set-health.ts';

/** Reasons that only another consent takes away; new settings do not. */
const consentReasons = new Set([
  'oauth_not_connected',
  'oauth_expired',
  'oauth_grant_ended',
  'oauth_refresh_lost',
  'oauth_disconnected',
]);

/**
 * Gives connections whose settings or client have changed another chance: those that were refused for what an admin has
 * just corrected count as healthy until the next try, which is due now.
 */
export async function forgiveRefusal(transaction: Transaction, where: Prisma.ConnectionWhereInput): Promise<void> {
  const waiting = await transaction.connection.findMany({ where: { ...where, health: { not: 'healthy' } } });
  for (const connection of waiting.filter((one) => !consentReasons.has(readReasonCode(one)))) {
    await setHealth(connection.id, { state: 'healthy' }, transaction);
    await transaction.connectionGrant.updateMany({
      where: { connectionId: connection.id },
      data: { refreshFailures: 0, refreshDueAt: new Date() },
    });
  }
}
