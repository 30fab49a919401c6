import type { ConnectionView } from '#core/contracts/connections.ts';
import { findLiveUsage, findUsage } from '#core/pipelines/find-usage.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import type { Session } from '#core/security/session.ts';
import type { Connection, ConnectionGrant } from '#prisma/generated/client.ts';
import { mayUse } from './check-access.ts';
import { presentConnection } from './present-connection.ts';

/** The connections that a person may use, by name. */
export async function listConnections(session: Session): Promise<ConnectionView[]> {
  const connections = await getDatabase().connection.findMany({
    where: { workspaceId: session.workspaceId },
    include: { grant: true },
    orderBy: { name: 'asc' },
  });
  return presentAll(
    session,
    connections.filter((connection) => mayUse(session, connection)),
  );
}

/** One connection. Throws `connection_not_found` (404), also where the person may not use it. */
export async function getConnection(session: Session, id: string): Promise<ConnectionView> {
  const connection = await getDatabase().connection.findFirst({
    where: { id, workspaceId: session.workspaceId },
    include: { grant: true },
  });
  const [view] = connection !== null && mayUse(session, connection) ? await presentAll(session, [connection]) : [];
  if (view === undefined) throw new TelarError('connection_not_found', { status: 404 });
  return view;
}

async function presentAll(
  { workspaceId, locale }: Session,
  connections: readonly (Connection & { grant: ConnectionGrant | null })[],
): Promise<ConnectionView[]> {
  const [usage, live, owners] = await Promise.all([
    findUsage(workspaceId, 'connectionId'),
    findLiveUsage(workspaceId, 'connectionId'),
    findOwners(workspaceId, connections),
  ]);
  return Promise.all(
    connections.map((connection) => {
      const { id, grant, ownerId } = connection;
      const owner = ownerId === null ? null : (owners.get(ownerId) ?? null);
      const surroundings = { grant, owner, usedBy: usage.get(id) ?? [], live: live.get(id) ?? [] };
      return presentConnection(connection, surroundings, locale);
    }),
  );
}

async function findOwners(workspaceId: string, connections: readonly Connection[]) {
  const ids = connections.flatMap(({ ownerId }) => ownerId ?? []);
  const users = await getDatabase().user.findMany({
    where: { id: { in: ids } },
    include: { memberships: { where: { workspaceId } } },
  });
  const owners = new Map<string, NonNullable<ConnectionView['owner']>>();
  // Whose user is gone altogether left too.
  for (const userId of ids) owners.set(userId, { userId, name: '', isMember: false });
  for (const { id: userId, name, memberships } of users) {
    owners.set(userId, { userId, name, isMember: memberships.length > 0 });
  }
  return owners;
}
