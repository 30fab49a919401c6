import type { Graph } from '#core/graph/graph.ts';
import { getDatabase } from '#core/platform/database.ts';
import { TelarError } from '#core/platform/telar-error.ts';
import { includesRole, type Session } from '#core/security/session.ts';
import type { Connection } from '#prisma/generated/client.ts';

/** Whether a person may use a connection: one that is restricted is for its owner, those it names, and admins. */
export function mayUse(
  { userId, role }: Pick<Session, 'userId' | 'role'>,
  { sharing, ownerId, allowedUserIds }: Pick<Connection, 'sharing' | 'ownerId' | 'allowedUserIds'>,
): boolean {
  return (
    sharing === 'workspace' || includesRole(role, 'admin') || ownerId === userId || allowedUserIds.includes(userId)
  );
}

/**
 * Throws `connection_restricted` (403) when the person may not use one of the connections that are named in node settings.
 * Ids that are none of the workspace's are left to whoever resolves them.
 */
export async function checkAccess(
  session: Session,
  settings: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const ids = settings.flatMap(({ connectionId }) => (typeof connectionId === 'string' ? connectionId : []));
  if (ids.length === 0) return;
  const connections = await getDatabase().connection.findMany({
    where: { id: { in: ids }, workspaceId: session.workspaceId, sharing: 'restricted' },
  });
  const refused = connections.find((connection) => !mayUse(session, connection));
  if (refused === undefined) return;
  throw new TelarError('connection_restricted', { params: { connection: refused.name }, actor: 'admin', status: 403 });
}

/** Where a graph names connections. */
export function listSettings({ nodes }: Graph): Readonly<Record<string, unknown>>[] {
  return nodes.map(({ settings }) => settings as Readonly<Record<string, unknown>>);
}
