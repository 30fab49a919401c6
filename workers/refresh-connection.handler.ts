import { refreshDueConnection } from '#core/connections/refresh-due-connection.ts';

/** Renews one token; what goes wrong is told by the connection's health. */
export function handleRefresh({ connectionId, version }: { connectionId: string; version: number }): Promise<void> {
  return refreshDueConnection(connectionId, version);
}
