import { recordAuditEvent } from '#core/audit/record-audit-event.ts';
import { inTransaction, type Transaction } from '#core/platform/database.ts';
import { getLogger } from '#core/platform/logger.ts';
import type { TelarError } from '#core/platform/telar-error.ts';
import { type Connection, type ConnectionHealth, Prisma } from '#prisma/generated/client.ts';

export type Health =
  | { readonly state: 'healthy' }
  | { readonly state: Exclude<ConnectionHealth, 'healthy'>; readonly reason: TelarError; readonly retryAt?: Date };

/** Remembers how a connection is, since when and why. A change is written down; the same state again is not. */
export function setHealth(connectionId: string, health: Health, joined?: Transaction): Promise<void> {
  return inTransaction(joined, async (transaction) => {
    const reason = health.state === 'healthy' ? Prisma.DbNull : { ...health.reason.toJSON() };
    const retryAt = health.state === 'healthy' ? null : (health.retryAt ?? null);
    const { count } = await transaction.connection.updateMany({
      where: { id: connectionId, health: { not: health.state } },
      data: { health: health.state, healthReason: reason, healthSince: new Date(), retryAt },
    });
    if (count === 0) {
      await transaction.connection.updateMany({ where: { id: connectionId }, data: { healthReason: reason, retryAt } });
      return;
    }
    const { workspaceId, name } = await transaction.connection.findUniqueOrThrow({ where: { id: connectionId } });
    await recordAuditEvent(transaction, {
      workspaceId,
      actor: { kind: 'system', id: null, name: '' },
      action: health.state === 'healthy' ? 'connection.recovered' : 'connection.impaired',
      object: { id: connectionId, name },
      after: { health: health.state, ...(health.state !== 'healthy' && { reason: health.reason.code }) },
    });
    getLogger('connections').info({ connectionId, health: health.state }, 'Connection changed its health');
  });
}

/** A connection that only a person can make work again. */
export function needsPerson(health: ConnectionHealth): boolean {
  return health === 'needs_reconnect' || health === 'revoked';
}

/** The code of why a connection is not healthy; empty when it is. */
export function readReasonCode({ healthReason }: Pick<Connection, 'healthReason'>): string {
  return (healthReason as { code?: string } | null)?.code ?? '';
}
