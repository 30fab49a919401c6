import type { Status } from '#components/ui/status-icon.tsx';
import type { ConnectionView } from '#core/contracts/connections.ts';

/** How a connection stands, as one word of `connections.status`. */
export type ConnectionStatus =
  | 'works'
  | 'untested'
  | 'expiring'
  | 'limited'
  | 'failing'
  | 'unconnected'
  | 'reconnect'
  | 'credentials'
  | 'revoked';

export const statusIcons: Readonly<Record<ConnectionStatus, Status>> = {
  works: 'succeeded',
  untested: 'pending',
  expiring: 'warning',
  limited: 'paused',
  failing: 'warning',
  unconnected: 'pending',
  reconnect: 'failed',
  credentials: 'failed',
  revoked: 'failed',
};

export function readConnectionStatus(connection: ConnectionView): ConnectionStatus {
  const { health, lastTestError, lastTestedAt, lastUsedAt, authorization, grant } = connection;
  switch (health.state) {
    case 'expiring':
      return 'expiring';
    case 'rate_limited':
      return 'limited';
    case 'revoked':
      return 'revoked';
    case 'needs_reconnect':
      if (authorization !== 'redirect') return 'credentials';
      return grant === null ? 'unconnected' : 'reconnect';
    case 'healthy':
      if (lastTestError !== null) return 'failing';
      return lastTestedAt === null && lastUsedAt === null && grant === null ? 'untested' : 'works';
  }
}

const calm: readonly ConnectionStatus[] = ['works', 'untested', 'limited'];

/** The person who answers for it has left. */
export function isOrphaned({ owner }: ConnectionView): boolean {
  return owner !== null && !owner.isMember;
}

export function needsAttention(connection: ConnectionView): boolean {
  return !calm.includes(readConnectionStatus(connection)) || isOrphaned(connection);
}

/** Those that need attention first, then by name. */
export function sortConnections(connections: readonly ConnectionView[]): ConnectionView[] {
  return connections.toSorted(
    (a, b) => Number(needsAttention(b)) - Number(needsAttention(a)) || a.name.localeCompare(b.name),
  );
}

export const connectionFilters = ['all', 'attention', 'unused', 'mine'] as const;

export type ConnectionFilter = (typeof connectionFilters)[number];

export function meetsFilter(connection: ConnectionView, filter: ConnectionFilter, userId: string | null): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'attention':
      return needsAttention(connection);
    case 'unused':
      return connection.usedBy.length === 0;
    case 'mine':
      return connection.owner?.userId === userId;
  }
}
